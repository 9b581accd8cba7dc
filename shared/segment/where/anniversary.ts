const DAY_MS = 86_400_000

/** The start (UTC) of the day in `year` on which an instant's date comes round; 29 February comes round on 1 March. */
export function anniversaryIn(year: number, instant: number): number {
  const date = new Date(instant)
  return Date.UTC(year, date.getUTCMonth(), date.getUTCDate())
}

/** Whole years from an instant's date to `now`, by UTC dates. Negative for a date to come. */
export function yearsSince(instant: number, now: number): number {
  const year = new Date(now).getUTCFullYear()
  const years = year - new Date(instant).getUTCFullYear()
  return now < anniversaryIn(year, instant) ? years - 1 : years
}

/** The start of the first anniversary day that is not over at `now`. */
export function nextAnniversary(instant: number, now: number): number {
  const year = new Date(now).getUTCFullYear()
  const thisYear = anniversaryIn(year, instant)
  return now < thisYear + DAY_MS ? thisYear : anniversaryIn(year + 1, instant)
}

/** The first anniversary that starts after `now`. */
export function anniversaryAfter(instant: number, now: number): number {
  const year = new Date(now).getUTCFullYear()
  const thisYear = anniversaryIn(year, instant)
  return now < thisYear ? thisYear : anniversaryIn(year + 1, instant)
}
