import type { Json, JsonObject } from './json.ts'

/**
 * JSON that is the same for the same value, whatever the order of its members: no blanks, members sorted by their UTF-16
 * code units, as RFC 8785 writes them. Members that are undefined vanish.
 */
export function canonicalJson(value: Json): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  if (isList(value)) return `[${value.map(canonicalJson).join(',')}]`
  const members = Object.keys(value)
    .toSorted()
    .flatMap((key) => {
      const member = value[key]
      return member === undefined ? [] : [`${JSON.stringify(key)}:${canonicalJson(member)}`]
    })
  return `{${members.join(',')}}`
}

// Array.isArray does not narrow readonly arrays
function isList(value: readonly Json[] | JsonObject): value is readonly Json[] {
  return Array.isArray(value)
}
