import type * as v from 'valibot'
import { describeChoice } from './did-you-mean.ts'
import { toPointer, type Issue } from './issue.ts'

/** The members of valibot's schemas that lead to the schemas inside. */
interface Node {
  readonly type: string
  readonly entries?: Readonly<Record<string, Node>>
  readonly item?: Node
  readonly value?: Node
  readonly wrapped?: Node
  readonly getter?: (input: unknown) => Node
  readonly key?: string
  readonly options?: readonly Node[]
  readonly literal?: unknown
}

/**
 * Every member of a document that its schema does not know, with the nearest that it does. A strict schema by itself
 * stops at an object's first, and cannot say what was meant.
 */
export function unknownMembers(schema: v.GenericSchema<unknown, unknown>, document: unknown): Issue[] {
  // `as`: the kinds of schema that are walked have just these members
  return walk(schema as unknown as Node, document, [])
}

function walk(schema: Node, value: unknown, path: readonly (string | number)[]): Issue[] {
  const node = resolve(schema, value)
  if (node === null || typeof value !== 'object' || value === null) return []
  const { entries, item } = node
  if (entries !== undefined && !Array.isArray(value)) {
    return Object.entries(value).flatMap(([key, member]) =>
      Object.hasOwn(entries, key)
        ? walk(entries[key]!, member, [...path, key])
        : [
            {
              pointer: toPointer([...path, key]),
              found: 'a member that is not known here',
              expected: describeChoice('one of', key, Object.keys(entries)),
            },
          ],
    )
  }
  if (item !== undefined && Array.isArray(value)) {
    return value.flatMap((member: unknown, index) => walk(item, member, [...path, index]))
  }
  if (node.type === 'record' && node.value !== undefined) {
    const inner = node.value
    return Object.entries(value).flatMap(([key, member]) => walk(inner, member, [...path, key]))
  }
  return []
}

/** The schema that a value is really held against; null where that cannot be told. */
function resolve(schema: Node, value: unknown): Node | null {
  if (schema.wrapped !== undefined) return resolve(schema.wrapped, value)
  if (schema.getter !== undefined) return resolve(schema.getter(value), value)
  if (schema.type !== 'variant') return schema
  const { key, options = [] } = schema
  if (key === undefined || typeof value !== 'object' || value === null) return null
  // `as`: any object can be asked for a member
  const tag = (value as Record<string, unknown>)[key]
  return options.find((option) => option.entries?.[key]?.literal === tag) ?? null
}
