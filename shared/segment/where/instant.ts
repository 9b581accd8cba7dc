import type { Json } from '../../json.ts'

const ISO = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/

/**
 * A value as an instant, epoch milliseconds: an ISO 8601 date or date-time (UTC where it names no zone), or a number of
 * epoch milliseconds. Null for anything else.
 */
export function toInstant(value: Json): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  if (typeof value !== 'string') return null
  const parts = ISO.exec(value)
  if (!parts) return null
  const zoned = value.length === 10 || parts[1] !== undefined ? value : `${value}Z`
  const instant = Date.parse(zoned)
  return Number.isNaN(instant) ? null : instant
}
