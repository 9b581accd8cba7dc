import * as v from 'valibot'

const PATTERN =
  /^P(?=\d|T\d)(?:(\d+)W)?(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d{1,3})?)S)?)?$/

/** An ISO 8601 duration of fixed length: weeks, days, hours, minutes, seconds. `P7D`, `PT30M`, `P1DT12H`. */
export const Duration = v.pipe(
  v.string(),
  v.check(
    (text) => (parseDuration(text) ?? 0) > 0,
    'a duration of fixed length above zero, such as P7D, PT48H or PT30M (no months or years: they vary)',
  ),
)
export type Duration = v.InferOutput<typeof Duration>

/** The length of an ISO 8601 duration in milliseconds; null for what is not one of fixed length. */
export function parseDuration(text: string): number | null {
  const parts = PATTERN.exec(text)
  if (!parts) return null
  const [weeks, days, hours, minutes, seconds] = parts.slice(1).map((part) => Number(part ?? 0))
  return Math.round(
    ((((weeks ?? 0) * 7 + (days ?? 0)) * 24 + (hours ?? 0)) * 60 + (minutes ?? 0)) * 60_000 +
      (seconds ?? 0) * 1000,
  )
}
