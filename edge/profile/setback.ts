/** How long work that failed waits before it is tried again: twice as long each time. */
const FIRST_PAUSE_MS = 10_000
const LONGEST_PAUSE_MS = 3_600_000
/** So often may the object die in the middle of a piece of work before that rests between its tries. */
const MAX_STRIKES = 5
/** How long it rests then: other code may do the work tomorrow. */
const REST_MS = 86_400_000

/** What holds a piece of timed work back. Work that goes well has none, and costs no row. */
export interface Setback {
  /** How often it failed in a row. */
  readonly attempts: number
  /** How often it began and never ended: the object was killed, or died of it. */
  readonly strikes: number
  /** Not to be tried earlier; epoch ms. */
  readonly notBefore: number
}

const NONE: Setback = { attempts: 0, strikes: 0, notBefore: 0 }

/** The setback of work that has just failed. */
export function failed(before: Setback = NONE, now: number): Setback {
  const pause = Math.min(FIRST_PAUSE_MS * 2 ** before.attempts, LONGEST_PAUSE_MS)
  return { attempts: before.attempts + 1, strikes: 0, notBefore: now + pause }
}

/** The setback of work that begins where the object may have died of it before. */
export function struck(before: Setback = NONE, now: number): Setback {
  const strikes = before.strikes + 1
  return { ...before, strikes, notBefore: strikes > MAX_STRIKES ? now + REST_MS : before.notBefore }
}

/** Whether the object died of this work so often that it is tried once a day only. */
export function isDead({ strikes }: Setback): boolean {
  return strikes > MAX_STRIKES
}
