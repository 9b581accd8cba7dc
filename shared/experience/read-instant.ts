import { parseInstant } from './instant.ts'

/**
 * Reads an instant that a caller names: as schedules are written ({@link parseInstant}), and with an offset also to the
 * millisecond, as answers say times. Null where the text is none.
 *
 * @returns epoch milliseconds
 */
export function readInstant(text: string, timezone: string): number | null {
  const exact = /(?:Z|[+-]\d\d:\d\d)$/.test(text) ? Date.parse(text) : NaN
  return Number.isNaN(exact) ? parseInstant(text, timezone) : exact
}
