import { parseInstant } from '../experience/instant.ts'

/** The instant that a preview is seen at, epoch ms; null where the text is none. */
export function readPreviewInstant(text: string, timezone: string): number | null {
  const exact = /(?:Z|[+-]\d\d:\d\d)$/.test(text) ? Date.parse(text) : NaN
  return Number.isNaN(exact) ? parseInstant(text, timezone) : exact
}
