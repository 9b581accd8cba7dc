import * as v from 'valibot'

/** The names of the types there are. */
export const TYPE_NAMES = [
  'string',
  'number',
  'boolean',
  'date',
  'object',
  'list',
  'any',
  'string[]',
  'number[]',
  'date[]',
] as const

export type ValueTypeName = (typeof TYPE_NAMES)[number]

/**
 * What a property or a trait holds, as a catalogue writes it: the name of a type, the values it may have
 * (`["free", "pro"]`), the members of an object (`{ "city": "string" }`), or a list of such objects
 * (`[{ "sku": "string" }]`). A `date` is ISO 8601, or a number of epoch milliseconds.
 */
export type ValueType = ValueTypeName | readonly (string | number)[] | readonly [ValueMembers] | ValueMembers
export interface ValueMembers {
  readonly [name: string]: ValueType
}

const EXPECTED = `a type (${TYPE_NAMES.join(', ')}), a list of the values, or an object of members and their types`

const Name = v.picklist(TYPE_NAMES)
const Values = v.pipe(
  v.array(v.union([v.string(), v.number()], 'a text or a number; a list of objects has one object of types')),
  v.minLength(1),
)

/** A name that a path of a rule can reach: paths are divided at dots. */
export const MemberName = v.pipe(
  v.string(),
  v.regex(/^[^.]+$/, 'a name without dots; what is inside an object stands in an object of types'),
)

// Chosen by what the input says it is: a plain union would report the misfit of every alternative.
export const ValueType: v.GenericSchema<ValueType> = v.lazy((input): v.GenericSchema<ValueType> => {
  if (typeof input === 'string') return Name
  if (Array.isArray(input)) {
    const [first] = input as unknown[]
    return input.length === 1 && typeof first === 'object' ? v.strictTuple([ValueMembers]) : Values
  }
  return typeof input === 'object' && input !== null ? ValueMembers : v.never(EXPECTED)
})

/** Names and what they hold. */
export const ValueMembers: v.GenericSchema<ValueMembers> = v.record(MemberName, ValueType)
