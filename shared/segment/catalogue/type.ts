import type { ValueMembers, ValueType, ValueTypeName } from './value-type.ts'

/** What a value is, read from a catalogue's notation. */
export type Type =
  | { readonly kind: 'any' | 'string' | 'number' | 'boolean' | 'date' }
  | { readonly kind: 'enum'; readonly values: readonly (string | number)[] }
  | { readonly kind: 'list'; readonly of: Type }
  | ObjectType

export interface ObjectType {
  readonly kind: 'object'
  readonly members: ReadonlyMap<string, Type>
  /** May it have members that are not named? */
  readonly isOpen: boolean
}

export const ANY: Type = { kind: 'any' }

/** Reads a catalogue's notation. */
export function readType(notation: ValueType): Type {
  if (typeof notation === 'string') return readName(notation)
  if (!isList(notation)) return readMembers(notation)
  const [first] = notation
  // `as`: the only list that begins with an object is one of a single shape
  return typeof first === 'object'
    ? { kind: 'list', of: readMembers(first) }
    : { kind: 'enum', values: notation as readonly (string | number)[] }
}

function readName(name: ValueTypeName): Type {
  switch (name) {
    case 'list':
      return { kind: 'list', of: ANY }
    case 'string[]':
      return { kind: 'list', of: { kind: 'string' } }
    case 'number[]':
      return { kind: 'list', of: { kind: 'number' } }
    case 'date[]':
      return { kind: 'list', of: { kind: 'date' } }
    case 'object':
      return readMembers({}, true)
    case 'any':
    case 'string':
    case 'number':
    case 'boolean':
    case 'date':
      return { kind: name }
  }
}

/** `Array.isArray` does not know read-only lists. */
function isList(notation: object): notation is readonly (string | number | ValueMembers)[] {
  return Array.isArray(notation)
}

/** An object that has the named members; `isOpen`: and others. */
export function readMembers(members: ValueMembers, isOpen = false): ObjectType {
  return {
    kind: 'object',
    members: new Map(Object.entries(members).map(([name, type]) => [name, readType(type)])),
    isOpen,
  }
}

/** A type as a person calls it. */
export function describeType(type: Type): string {
  switch (type.kind) {
    case 'any':
      return 'anything'
    case 'string':
      return 'a text'
    case 'enum':
      return `one of ${describeValues(type.values)}`
    case 'object':
      return 'an object'
    case 'number':
    case 'boolean':
    case 'date':
    case 'list':
      return `a ${type.kind}`
  }
}

const MAX_SHOWN = 12

function describeValues(values: readonly (string | number)[]): string {
  const shown = values.slice(0, MAX_SHOWN).map((value) => JSON.stringify(value))
  const more = values.length - shown.length
  return `${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`
}
