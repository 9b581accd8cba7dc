import type { ProfileEvent } from '../../event/profile-event.ts'
import type { Json } from '../../json.ts'
import { canonicalJson } from '../../canonical-json.ts'
import type { Match } from '../match.ts'
import type { ReferringMatch } from '../plan/referring-match.ts'
import { isScalar, type Scalar } from '../where/reference.ts'
import type { WindowSpan } from '../window/window-span.ts'
import { type Latch, latchFlipsAt, latchTruth, setLatch } from './latch.ts'
import type { Leaf } from './leaf.ts'

export interface SequenceStep {
  readonly match: ReferringMatch
  readonly times: number
  /** `Infinity`: no limit. */
  readonly withinMs: number
  readonly noneBetween: ReferringMatch | undefined
  readonly immediately: boolean
  /** What later steps refer to of its event, which must have it all. */
  readonly binds: readonly ((event: ProfileEvent) => Json)[]
}

export interface SequenceOptions {
  readonly steps: readonly SequenceStep[]
  /** `Infinity`: no limit. */
  readonly totalMs: number
  readonly span: WindowSpan
  /** Reads the key of an event; null: the event takes no part. */
  readonly key: ((event: ProfileEvent) => Json) | undefined
}

/**
 * The events chosen so far: when the first was, when the last of the whole steps before the one under way was, when the
 * last was, and what they bind.
 */
type Choice = [startedAt: number, steppedAt: number, lastAt: number, ...bound: Scalar[]]

interface SequenceState {
  /** By key, then by how many events have been found, less one. */
  readonly choices: Record<string, Choice[][]>
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

/** From how many keys on those that are over are looked for at every event. */
const KEYS_BEFORE_SWEEP = 32

/**
 * Some strictly ordered choice of events that fits the steps was completed in the window.
 *
 * Keeps for each key, each number of events found and each combination of values that they bind one choice: the one found
 * last. It began last and ended last, so whatever an older one can still become, it can become too. Choices that have run
 * out of time go, of other keys at the latest when there are 32.
 */
export function createSequenceLeaf({ steps, totalMs, span, key }: SequenceOptions): Leaf<SequenceState> {
  const matches: Match[] = []
  const subscribe = (part: ReferringMatch | undefined) => (part ? 1 << (matches.push(part.match) - 1) : 0)
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
  if (steps.some(({ immediately }) => immediately)) matches.push({ event: '*' })

  const isOver = ([startedAt, steppedAt, lastAt]: Choice, { step, isFirstOfStep }: Place, at: number) =>
    at - (isFirstOfStep ? lastAt : steppedAt) > step.withinMs || at - startedAt > totalMs

  /** Does an event come between a choice and its next event? */
  const isBroken = (choice: Choice, { step, blocker }: Place, event: ProfileEvent, roles: number) =>
    step.immediately ||
    ((roles & blocker) !== 0 && (step.noneBetween?.fits?.(event, boundBy(choice)) ?? true))

  const extend = (place: Place, before: Choice | null, event: ProfileEvent): Choice | null => {
    const { step, isFirstOfStep } = place
    if (before && isOver(before, place, event.at)) return null
    const bound = before ? boundBy(before) : []
    if (step.match.fits && !step.match.fits(event, bound)) return null
    const values = step.binds.map((read) => read(event))
    if (!values.every(isScalar)) return null
    const from = before ? (isFirstOfStep ? before[2] : before[1]) : event.at
    return [before?.[0] ?? event.at, from, event.at, ...bound, ...values]
  }

  /** What waits at each place after an event, and whether it completes a choice. */
  const choose = (found: readonly Choice[][], event: ProfileEvent, roles: number) => {
    let isComplete = false
    const after = places.map((place, index) => {
      const next = places[index + 1]
      const waiting = next
        ? (found[index] ?? []).filter(
            (choice) => !isOver(choice, next, event.at) && !isBroken(choice, next, event, roles),
          )
        : []
      if ((roles & place.role) === 0) return waiting
      // Looks at what was found before this event, so that one event is found once in a choice.
      for (const before of index === 0 ? [null] : (found[index - 1] ?? [])) {
        const choice = extend(place, before, event)
        if (choice && !next) isComplete = true
        else if (choice) replaceEqual(waiting, choice)
      }
      return waiting
    })
    return { after, isComplete }
  }

  /** Lets go of the keys under which nothing can go on. */
  const sweep = (choices: Record<string, Choice[][]>, at: number) => {
    for (const [name, found] of Object.entries(choices)) {
      const goesOn = found.some((waiting, index) => {
        const next = places[index + 1]
        return next && waiting.some((choice) => !isOver(choice, next, at))
      })
      if (!goesOn) delete choices[name]
    }
  }

  return {
    matches,
    untouched: 0,
    ordered: true,
    reachMs: Infinity,
    create: () => ({ choices: {}, completed: [] }),
    apply({ choices, completed }, event, roles) {
      const value = key ? key(event) : ''
      if (value === null) return
      if (Object.keys(choices).length >= KEYS_BEFORE_SWEEP) sweep(choices, event.at)
      const name = canonicalJson(value)
      const { after, isComplete } = choose(choices[name] ?? [], event, roles)
      if (isComplete) setLatch(completed, event.at, span)
      if (after.some(({ length }) => length > 0)) choices[name] = after
      else delete choices[name]
    },
    truth: ({ completed }, now) => latchTruth(completed, now, span),
    flipsAt: ({ completed }, now) => latchFlipsAt(completed, now, span),
    seen: ({ completed }, now) =>
      completed.filter((at) => now < span.leavesAt(at)).map((at) => new Date(at).toISOString()),
  }
}

function boundBy([, , , ...bound]: Choice): Scalar[] {
  return bound
}

/** Of choices that bind the same the newest is enough. */
function replaceEqual(choices: Choice[], choice: Choice): void {
  const bound = boundBy(choice)
  const equal = choices.findIndex((other) => boundBy(other).every((value, index) => value === bound[index]))
  if (equal !== -1) choices.splice(equal, 1)
  choices.push(choice)
}
