import type { ValueMembers, ValueType, ValueTypeName } from '../../shared/segment/index.ts'
import { printMembers } from './print-members.ts'

const NAMED: Readonly<Record<ValueTypeName, string>> = {
  string: 'string',
  number: 'number',
  boolean: 'boolean',
  // What JSON makes a text of
  date: 'string | number | Date',
  object: 'object',
  list: 'readonly unknown[]',
  any: 'unknown',
  'string[]': 'readonly string[]',
  'number[]': 'readonly number[]',
  'date[]': 'readonly (string | number | Date)[]',
}

/** A type of the catalogue as one of TypeScript. */
export function printValueType(type: ValueType, indent: string): string {
  if (typeof type === 'string') return NAMED[type]
  if (isMembers(type)) return printValueMembers(type, indent)
  const [first] = type
  // A list of objects has one, a list of values has none
  if (typeof first === 'object') return `readonly ${printValueMembers(first, indent)}[]`
  return type.map((value) => JSON.stringify(value)).join(' | ')
}

/** An object of which nothing has to be there: a catalogue says what properties hold, not which ones each event has. */
export function printValueMembers(members: ValueMembers, indent: string): string {
  const printed = Object.entries(members).map(([name, type]) => ({
    name,
    isSure: false,
    type: (deeper: string) => printValueType(type, deeper),
  }))
  return printMembers(printed, indent)
}

function isMembers(type: Exclude<ValueType, string>): type is ValueMembers {
  return !Array.isArray(type)
}
