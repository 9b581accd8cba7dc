import type { ProfileEvent } from '../../event/profile-event.ts'
import type { Json } from '../../json.ts'
import { canonicalJson } from '../../canonical-json.ts'
import type { Match } from '../match.ts'
import type { WindowSpan } from '../window/window-span.ts'
import { type Latch, latchFlipsAt, latchTruth, setLatch } from './latch.ts'
import type { Leaf } from './leaf.ts'

export interface SequenceStep {
  readonly match: Match
  readonly times: number
  /** `Infinity`: no limit. */
  readonly withinMs: number
  readonly noneBetween: Match | undefined
  readonly immediately: boolean
}

export interface SequenceOptions {
  readonly steps: readonly SequenceStep[]
  /** `Infinity`: no limit. */
  readonly totalMs: number
  readonly span: WindowSpan
  /** Reads the key of an event; null: the event takes no part. */
  readonly key: ((event: ProfileEvent) => Json) | undefined
}

/** The steps done so far: when the first was, when the last whole step before the one under way was, when the last event was. */
type Partial = [startedAt: number, steppedAt: number, lastAt: number]

interface SequenceState {
  /** By key, then by how many events have been found; null: none such. */
  readonly partials: Record<string, (Partial | null)[]>
  readonly completed: Latch
}

/** One event to be found: a step asked for several times is several of them. */
interface Place {
  readonly step: SequenceStep
  /** Bits of the roles. */
  readonly role: number
  readonly blocker: number
  readonly isFirstOfStep: boolean
}

/**
 * Some strictly ordered choice of events that fits the steps was completed in the window.
 *
 * Keeps for each key and each number of events found one partial choice: the one found last. It began last and ended last,
 * so whatever an older one can still become, it can become too. At most three numbers for each event asked for and each
 * key that is under way.
 */
export function createSequenceLeaf({ steps, totalMs, span, key }: SequenceOptions): Leaf<SequenceState> {
  const matches: Match[] = []
  const subscribe = (match: Match | undefined) => (match ? 1 << (matches.push(match) - 1) : 0)
  const places: Place[] = steps.flatMap((step) => {
    const role = subscribe(step.match)
    const blocker = subscribe(step.noneBetween)
    return Array.from({ length: step.times }, (_, index) => ({
      step,
      role,
      blocker,
      isFirstOfStep: index === 0,
    }))
  })
  // Somebody has to see the events that come between.
  if (steps.some(({ immediately }) => immediately)) subscribe({ event: '*' })

  const extend = (place: Place, before: Partial, at: number): Partial | null => {
    const [startedAt, steppedAt, lastAt] = before
    const from = place.isFirstOfStep ? lastAt : steppedAt
    return at - from <= place.step.withinMs && at - startedAt <= totalMs ? [startedAt, from, at] : null
  }

  return {
    matches,
    untouched: 0,
    ordered: true,
    reachMs: Infinity,
    create: () => ({ partials: {}, completed: [] }),
    apply({ partials, completed }, event, roles) {
      const value = key ? key(event) : ''
      if (value === null) return
      const name = canonicalJson(value)
      const found = partials[name] ?? places.map(() => null)
      // From the last place to the first, so that one event is found once in a choice.
      for (let index = places.length - 1; index >= 0; index--) {
        const place = places[index]
        if (!place) continue
        const before = index === 0 ? null : (found[index - 1] ?? null)
        const next = places[index + 1]
        let after = found[index] ?? null
        // What this event comes between is over; what it makes itself comes below.
        if (after && next && ((roles & next.blocker) !== 0 || next.step.immediately)) after = null
        if ((roles & place.role) !== 0) {
          const extended: Partial | null =
            index === 0 ? [event.at, event.at, event.at] : before && extend(place, before, event.at)
          if (extended && !next) setLatch(completed, event.at, span)
          else if (extended) after = extended
        }
        found[index] = after
      }
      if (found.some((partial) => partial !== null)) partials[name] = found
      else delete partials[name]
    },
    truth: ({ completed }, now) => latchTruth(completed, now, span),
    flipsAt: ({ completed }, now) => latchFlipsAt(completed, now, span),
    seen: ({ completed }, now) =>
      completed.filter((at) => now < span.leavesAt(at)).map((at) => new Date(at).toISOString()),
  }
}
