import type { Json } from '../../shared/json.ts'

/** What was seen of a visitor, in a few words: `3`, `plan: pro, age: –`. */
export function describeSeen(seen: Json): string {
  if (seen === null) return 'nothing'
  if (typeof seen === 'string') return instantOf(seen) ?? seen
  if (typeof seen !== 'object') return String(seen)
  if (Array.isArray(seen))
    return seen.length === 0 ? 'nothing' : seen.map((one: Json) => describeSeen(one)).join(', ')
  return Object.entries(seen)
    .map(([path, value = null]) => `${path}: ${value === null ? '–' : describeSeen(value)}`)
    .join(', ')
}

const INSTANT = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d):\d\d(?:\.\d+)?Z$/

/** An instant as somebody reads it: without seconds, in UTC. */
function instantOf(text: string): string | null {
  const parts = INSTANT.exec(text)
  return parts === null ? null : `${parts[1]} ${parts[2]} UTC`
}
