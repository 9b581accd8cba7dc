import type { Json } from '../../json.ts'

/** The keys of a JSON pointer (RFC 6901). */
export function keysOf(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'))
}

/** Where the place lies that a pointer names, and its last key. */
export function splitPointer(pointer: string): { parent: string; key: string } {
  const at = pointer.lastIndexOf('/')
  return { parent: pointer.slice(0, at), key: pointer.slice(at + 1) }
}

/** What stands at a place; undefined: nothing. */
export function readAt(value: Json, pointer: string): Json | undefined {
  let found: Json | undefined = value
  for (const key of keysOf(pointer)) {
    if (typeof found !== 'object' || found === null) return undefined
    // `as`: an object or a list, whose keys are texts
    const members = found as Readonly<Record<string, Json | undefined>>
    found = Object.hasOwn(members, key) ? members[key] : undefined
  }
  return found
}

/** The value with another one at a place; undefined takes the place away. What is around it is made where it is missing. */
export function writeAt(value: Json, pointer: string, put: Json | undefined): Json {
  return write(value, keysOf(pointer), put) ?? null
}

function write(value: Json | undefined, keys: readonly string[], put: Json | undefined): Json | undefined {
  const [key, ...rest] = keys
  if (key === undefined) return put
  if (Array.isArray(value)) {
    const list: readonly Json[] = value
    const index = Number(key)
    const next = write(list[index], rest, put)
    return next === undefined ? list.toSpliced(index, 1) : list.with(index, next)
  }
  // `as`: neither a list nor null
  const members =
    typeof value === 'object' && value !== null ? (value as { readonly [key: string]: Json }) : {}
  const next = write(members[key], rest, put)
  const { [key]: _, ...others } = members
  if (next === undefined) return others
  // A member that was there stays in its place
  return key in members ? { ...members, [key]: next } : { ...others, [key]: next }
}
