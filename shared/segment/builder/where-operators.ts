/** What an operator is compared with, and so how it is written. */
export type OperandType =
  | 'value'
  | 'values'
  | 'number'
  | 'flag'
  | 'duration'
  | 'date'
  | 'text'
  | 'type'
  | 'years'
  | 'place'
  | 'reference'
  | 'json'

/** An operator of `where`, as people say it. */
export interface WhereOperator {
  /** As it is written; `is` stands for a value that is written without one. */
  readonly operator: string
  readonly label: string
  readonly operand: OperandType
  /** Of which types of value it is asked. @default any */
  readonly of?: readonly ('string' | 'number' | 'boolean' | 'date' | 'list' | 'object')[]
}

/** In the order in which they are offered: what is asked most stands first. */
export const WHERE_OPERATORS: readonly WhereOperator[] = [
  { operator: 'is', label: 'is', operand: 'value' },
  { operator: '$ne', label: 'is not', operand: 'value', of: ['string', 'number', 'boolean'] },
  { operator: '$in', label: 'is one of', operand: 'values', of: ['string', 'number', 'list'] },
  { operator: '$nin', label: 'is none of', operand: 'values', of: ['string', 'number', 'list'] },
  { operator: '$gte', label: 'is at least', operand: 'number', of: ['number'] },
  { operator: '$gt', label: 'is more than', operand: 'number', of: ['number'] },
  { operator: '$lte', label: 'is at most', operand: 'number', of: ['number'] },
  { operator: '$lt', label: 'is less than', operand: 'number', of: ['number'] },
  { operator: '$exists', label: 'is known', operand: 'flag' },
  { operator: '$regexi', label: 'fits the pattern (any case)', operand: 'text', of: ['string'] },
  { operator: '$regex', label: 'fits the pattern', operand: 'text', of: ['string'] },
  { operator: '$ini', label: 'is one of (any case)', operand: 'values', of: ['string', 'list'] },
  { operator: '$nini', label: 'is none of (any case)', operand: 'values', of: ['string', 'list'] },
  { operator: '$withinLast', label: 'is in the last', operand: 'duration', of: ['date', 'number'] },
  { operator: '$olderThan', label: 'is longer ago than', operand: 'duration', of: ['date', 'number'] },
  { operator: '$withinNext', label: 'is in the next', operand: 'duration', of: ['date', 'number'] },
  { operator: '$before', label: 'is before', operand: 'date', of: ['date', 'number'] },
  { operator: '$after', label: 'is after', operand: 'date', of: ['date', 'number'] },
  {
    operator: '$anniversaryIn',
    label: 'has its anniversary within',
    operand: 'duration',
    of: ['date', 'number'],
  },
  { operator: '$age', label: 'is so many years ago', operand: 'years', of: ['date', 'number'] },
  { operator: '$all', label: 'has all of', operand: 'values', of: ['list'] },
  { operator: '$alli', label: 'has all of (any case)', operand: 'values', of: ['list'] },
  { operator: '$size', label: 'has so many entries', operand: 'number', of: ['list'] },
  { operator: '$elemMatch', label: 'has an entry with', operand: 'json', of: ['list'] },
  { operator: '$near', label: 'is near', operand: 'place', of: ['object'] },
  { operator: '$type', label: 'is of the type', operand: 'type' },
  { operator: '$ref', label: 'is the same as that of', operand: 'reference' },
  { operator: '$eq', label: 'is exactly', operand: 'value', of: ['string', 'number', 'boolean'] },
  { operator: '$veq', label: 'is the version', operand: 'text', of: ['string'] },
  { operator: '$vne', label: 'is not the version', operand: 'text', of: ['string'] },
  { operator: '$vgte', label: 'is at least the version', operand: 'text', of: ['string'] },
  { operator: '$vgt', label: 'is above the version', operand: 'text', of: ['string'] },
  { operator: '$vlte', label: 'is at most the version', operand: 'text', of: ['string'] },
  { operator: '$vlt', label: 'is below the version', operand: 'text', of: ['string'] },
  { operator: '$not', label: 'is not so that it', operand: 'json' },
]
