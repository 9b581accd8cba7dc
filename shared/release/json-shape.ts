import type { Json, JsonObject } from '../json.ts'

/** How a value is compared with another: member by member, entry by entry, or as a whole. */
export type JsonShape =
  | { readonly type: 'object'; readonly members: ReadonlyMap<string, Json> }
  | { readonly type: 'named-list'; readonly entries: ReadonlyMap<string, Json> }
  | { readonly type: 'whole' }

/**
 * The shape of a value. A list is one of named entries when each is an object with an `id` (or a `key`) that no other
 * has: its entries are then the same ones wherever they stand.
 */
export function shapeOf(value: Json | undefined): JsonShape {
  if (typeof value !== 'object' || value === null) return { type: 'whole' }
  if (Array.isArray(value)) {
    const entries = namedEntries(value)
    return entries === null ? { type: 'whole' } : { type: 'named-list', entries }
  }
  // `as`: no list, which TypeScript does not conclude for readonly ones
  const members = Object.entries(value as JsonObject).filter(
    (member): member is [string, Json] => member[1] !== undefined,
  )
  return { type: 'object', members: new Map(members) }
}

/** The name of a list's entry: its `id`, or its `key`; null where it has none. */
export function nameOf(entry: Json | undefined): string | null {
  if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) return null
  // `as`: no list, which TypeScript does not conclude for readonly ones
  const { id, key } = entry as JsonObject
  if (typeof id === 'string') return id
  return typeof key === 'string' ? key : null
}

function namedEntries(list: readonly Json[]): ReadonlyMap<string, Json> | null {
  const entries = new Map<string, Json>()
  for (const entry of list) {
    const name = nameOf(entry)
    if (name === null || entries.has(name)) return null
    entries.set(name, entry)
  }
  return entries
}
