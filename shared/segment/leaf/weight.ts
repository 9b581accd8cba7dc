import type { Json } from '../../json.ts'

/** Characters of a value that make an entry count once more. */
const CHARACTERS = 64

/** As how many entries a value counts that a state keeps: a long one as several, so that a number of entries bounds bytes. */
export function weightOf(value: Json): number {
  if (typeof value === 'string') return 1 + Math.floor(value.length / CHARACTERS)
  if (typeof value !== 'object' || value === null) return 1
  return 1 + Math.floor(JSON.stringify(value).length / CHARACTERS)
}
