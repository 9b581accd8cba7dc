import type { Json } from '../../../json.ts'

/** A number as PostHog keeps it: itself, its text, or a list of just that. Null for anything else. */
export function readNumber(value: Json | undefined): number | null {
  if (Array.isArray(value)) return value.length === 1 ? readNumber(value[0] as Json) : null // a list of JSON is JSON
  if (typeof value === 'number') return value
  if (typeof value !== 'string' || value.trim() === '') return null
  const number = Number(value)
  return Number.isFinite(number) ? number : null
}

/** A whole number above zero, or null. */
export function readCount(value: Json | undefined): number | null {
  const number = readNumber(value)
  return number !== null && Number.isSafeInteger(number) && number > 0 ? number : null
}
