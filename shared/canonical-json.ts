import type { Json } from './json.ts'

/**
 * JSON that is the same for the same value, whatever the order of its members: no blanks, members sorted by their UTF-16
 * code units, as RFC 8785 writes them. Members that are undefined vanish; undefined by itself is null.
 */
export function canonicalJson(value: Json | undefined): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null)
  if (Array.isArray(value)) return `[${value.map((item: Json) => canonicalJson(item)).join(',')}]`
  const members = Object.entries(value).filter(([, member]) => member !== undefined)
  members.sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`).join(',')}}`
}
