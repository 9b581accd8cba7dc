import type { ProfileEvent } from '../../event/profile-event.ts'
import type { Json } from '../../json.ts'
import { canonicalJson } from '../../canonical-json.ts'
import type { Match } from '../match.ts'
import type { ReferringMatch } from '../plan/referring-match.ts'
import { FALSE, TRUE, type Truth } from '../truth.ts'
import { isScalar, type Scalar } from '../where/reference.ts'
import { isTimeToSweep } from './is-time-to-sweep.ts'
import type { Leaf } from './leaf.ts'
import { weightOf } from './weight.ts'

/** What one key keeps: the newest confirmation (0: none), then the starts that still wait, oldest first. */
type Clock = [confirmedAt: number, ...startedAt: number[]]
/** By the key; where values are bound by the key and those. */
type Clocks = Record<string, Clock>

export interface AbsenceOptions {
  readonly after: Match
  readonly none: ReferringMatch
  readonly clearedBy: ReferringMatch | undefined
  /** What the others refer to of the `after` event, which must have it all. */
  readonly binds: readonly ((event: ProfileEvent) => Json)[]
  readonly withinMs: number
  readonly activeForMs: number
  readonly restart: boolean
  /** Reads the key of an event; null: the event takes no part. */
  readonly key: ((event: ProfileEvent) => Json) | undefined
}

const AFTER = 1
const NONE = 2
const CLEARED_BY = 4

/**
 * A start waits `withinMs` for a `none`. If none comes up to and at that instant, it is confirmed then, and the leaf
 * holds for `activeForMs` or until a `clearedBy`.
 *
 * Keeps for each key, and each combination of values that are bound, the newest confirmation (it outlives the older ones,
 * and what clears it clears them) and the waiting starts: one, or with `restart: false` those of the last `withinMs`. Bounded
 * by the keys that wait or hold; of others at most as many are kept, or 32.
 */
export function createAbsenceLeaf(options: AbsenceOptions): Leaf<Clocks> {
  const { after, none, clearedBy, binds, withinMs, activeForMs, restart, key } = options

  const settle = (clock: Clock, before: number) => {
    // A start due at this very instant still waits: an event of the same instant may answer it.
    while (clock.length > 1 && (clock[1] ?? 0) + withinMs < before)
      clock[0] = (clock.splice(1, 1)[0] ?? 0) + withinMs
    if (clock[0] + activeForMs <= before) clock[0] = 0
  }

  const isOver = (clock: Clock) => clock.length === 1 && clock[0] === 0

  /** The starts that wait, and one confirmation that holds. */
  const clockSize = ([confirmedAt, ...startedAt]: Clock, now: number) => {
    const waiting = startedAt.filter((at) => now < at + withinMs)
    const newest = startedAt[startedAt.length - waiting.length - 1]
    const holdsFrom = newest === undefined ? confirmedAt : newest + withinMs
    return waiting.length + (holdsFrom !== 0 && now < holdsFrom + activeForMs ? 1 : 0)
  }

  /** Lets go of the keys that can no longer hold. */
  const sweep = (clocks: Clocks, at: number) => {
    for (const [name, clock] of Object.entries(clocks)) {
      settle(clock, at)
      if (isOver(clock)) delete clocks[name]
    }
  }

  /** The instants at which something is or will be confirmed, if nothing happens. */
  const confirmations = (clocks: Clocks) =>
    Object.values(clocks).flatMap(([confirmedAt, ...startedAt]) => [
      ...(confirmedAt === 0 ? [] : [confirmedAt]),
      ...startedAt.map((at) => at + withinMs),
    ])

  /** Where values are bound: the clocks that an event concerns, each with the roles that it has there. */
  const concernedBy = (clocks: Clocks, event: ProfileEvent, roles: number, value: Json) => {
    const concerned = new Map<string, number>()
    const keyText = canonicalJson(value)
    for (const name of (roles & ~AFTER) === 0 ? [] : Object.keys(clocks)) {
      if (!name.startsWith(`[${keyText},`)) continue
      const bound = boundBy(name)
      const answers = (roles & NONE) !== 0 && (none.fits?.(event, bound) ?? true)
      const clears = (roles & CLEARED_BY) !== 0 && (clearedBy?.fits?.(event, bound) ?? true)
      concerned.set(name, (answers ? NONE : 0) | (clears ? CLEARED_BY : 0))
    }
    const values = binds.map((read) => read(event))
    if ((roles & AFTER) !== 0 && values.every(isScalar)) {
      const name = canonicalJson([value, ...values])
      concerned.set(name, (concerned.get(name) ?? 0) | AFTER)
    }
    return concerned
  }

  const take = (clocks: Clocks, name: string, at: number, roles: number) => {
    if (!clocks[name] && isTimeToSweep(clocks)) sweep(clocks, at)
    const clock = clocks[name] ?? [0]
    settle(clock, at)
    const answered = (roles & NONE) !== 0 || (restart && (roles & AFTER) !== 0)
    if (answered) clock.length = 1
    if ((roles & CLEARED_BY) !== 0) {
      clock[0] = 0
      // What would be confirmed at this instant is cleared with it.
      while (clock.length > 1 && (clock[1] ?? 0) + withinMs <= at) clock.splice(1, 1)
    }
    if ((roles & AFTER) !== 0) clock.push(at)
    if (isOver(clock)) delete clocks[name]
    else clocks[name] = clock
  }

  const truth = (clocks: Clocks, now: number): Truth =>
    confirmations(clocks).some((at) => at <= now && now < at + activeForMs) ? TRUE : FALSE

  return {
    matches: [after, none.match, ...(clearedBy ? [clearedBy.match] : [])],
    untouched: FALSE,
    ordered: true,
    reachMs: withinMs + activeForMs,
    most: key || binds.length > 0 || !restart ? Infinity : 2,
    size(clocks, now) {
      let size = 0
      for (const [name, clock] of Object.entries(clocks)) size += clockSize(clock, now) * weightOf(name)
      return size
    },
    create: () => ({}),
    apply(clocks, event, roles) {
      const value = key ? key(event) : ''
      if (value === null) return
      if (binds.length === 0) take(clocks, canonicalJson(value), event.at, roles)
      else
        for (const [name, own] of concernedBy(clocks, event, roles, value)) take(clocks, name, event.at, own)
    },
    truth,
    // What answers or clears it comes after it.
    isCertain: (clocks, now) => truth(clocks, now) === TRUE,
    flipsAt(clocks, now) {
      const instants = confirmations(clocks).toSorted((a, b) => a - b)
      let end = now
      for (const at of instants) {
        if (at + activeForMs <= now) continue
        if (at > end) break
        end = at + activeForMs
      }
      return end > now ? end : (instants.find((at) => at > now) ?? Infinity)
    },
    /** The newest confirmation that holds, and those to come. */
    seen(clocks, now) {
      const instants = confirmations(clocks).toSorted((a, b) => a - b)
      const newest = instants.findLastIndex((at) => at <= now)
      const holding = (instants[newest] ?? -Infinity) + activeForMs > now
      return instants.slice(holding ? newest : newest + 1).map((at) => new Date(at).toISOString())
    },
  }
}

/** Of a clock's name, where values are bound: it was written by `canonicalJson` as a list of the key and those. */
function boundBy(name: string): Scalar[] {
  return (JSON.parse(name) as [Json, ...Scalar[]]).slice(1) as Scalar[]
}
