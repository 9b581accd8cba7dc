import type { Json } from '../../json.ts'

/** Reads the value at a dotted path; null where there is none. Own members only: a path never reaches a prototype. */
export function compilePath(path: string): (value: unknown) => Json {
  const keys = path.split('.')
  const [first = '', second] = keys
  if (keys.length === 1) return (value) => member(value, first)
  if (keys.length === 2 && second !== undefined) return (value) => member(member(value, first), second)
  return (value) => {
    let current = value
    for (const key of keys) current = member(current, key)
    // What a path reads is JSON, because what it starts from is.
    return current as Json
  }
}

function member(value: unknown, key: string): Json {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return null
  return (value as Record<string, Json | undefined>)[key] ?? null
}
