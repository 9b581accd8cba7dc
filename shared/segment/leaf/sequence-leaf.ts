import type { ProfileEvent } from '../../event/profile-event.ts'
import type { Json } from '../../json.ts'
import { canonicalJson } from '../../canonical-json.ts'
import type { Match } from '../match.ts'
import { isSessionEventName } from '../session/session-event.ts'
import type { ReferringMatch } from '../plan/referring-match.ts'
import { TRUE } from '../truth.ts'
import { isScalar, type Scalar } from '../where/reference.ts'
import type { WindowSpan } from '../window/window-span.ts'
import { type Latch, latchFlipsAt, latchSize, latchTruth, mostInstants, setLatch } from './latch.ts'
import { isTimeToSweep } from './is-time-to-sweep.ts'
import type { Leaf } from './leaf.ts'
import { weightOf } from './weight.ts'

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
  /** Does the whole of it have to lie in one session? */
  readonly isWithinSession: boolean
  readonly span: WindowSpan
  /** Reads the key of an event; null: the event takes no part. */
  readonly key: ((event: ProfileEvent) => Json) | undefined
}

/**
 * The events chosen so far: when the first was, when the last of the whole steps before the one under way was, when the
 * last was, the session in which it has to go on (null: in any), and what they bind.
 */
type Choice = [
  startedAt: number,
  steppedAt: number,
  lastAt: number,
  session: number | null,
  ...bound: Scalar[],
]

interface SequenceState {
  /** By key (and session, where all of it has to lie in one), then by how many events have been found, less one. */
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

/** An event, the roles in which it fits, and its session. */
interface Found {
  readonly event: ProfileEvent
  readonly roles: number
  readonly session: number | null
}

/**
 * Some strictly ordered choice of events that fits the steps was completed in the window.
 *
 * Keeps for each key, each number of events found and each combination of values that they bind one choice: the one found
 * last. It began last and ended last, so whatever an older one can still become, it can become too. Where a step has to follow
 * immediately, each open session has choices of its own, and one that began later than a newer one stays beside it. Choices that
 * have run out of time go, of other keys from time to time; with their session those that have to go on in it.
 */
export function createSequenceLeaf(options: SequenceOptions): Leaf<SequenceState> {
  const { steps, totalMs, isWithinSession, span, key } = options
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
  const hasImmediate = steps.some(({ immediately }) => immediately)
  // Somebody has to see the events that come between.
  if (hasImmediate) matches.push({ event: '*' })

  /** From the first event of a choice to the last at most so long. */
  const longestMs = Math.min(
    totalMs,
    places[0] && places[0].step.times > 1
      ? Infinity
      : steps.slice(1).reduce((sum, { withinMs }) => sum + withinMs, 0),
  )

  const isOver = ([startedAt, steppedAt, lastAt]: Choice, { step, isFirstOfStep }: Place, at: number) =>
    at - (isFirstOfStep ? lastAt : steppedAt) > step.withinMs || at - startedAt > totalMs

  /** Does an event come between a choice and its next event? */
  const isBroken = (choice: Choice, { step, blocker }: Place, found: Found) =>
    (step.immediately && found.session === choice[3] && !isSessionEventName(found.event.name)) ||
    ((found.roles & blocker) !== 0 && (step.noneBetween?.fits?.(found.event, boundBy(choice)) ?? true))

  const extend = (index: number, before: Choice | null, { event, session }: Found): Choice | null => {
    const place = places[index]
    if (!place) return null
    const { step, isFirstOfStep } = place
    if (before && isOver(before, place, event.at)) return null
    if (before && step.immediately && before[3] !== session) return null
    const goesOnAtOnce = places[index + 1]?.step.immediately ?? false
    if (goesOnAtOnce && session === null) return null
    const bound = before ? boundBy(before) : []
    if (step.match.fits && !step.match.fits(event, bound)) return null
    const values = step.binds.map((read) => read(event))
    if (!values.every(isScalar)) return null
    const from = before ? (isFirstOfStep ? before[2] : before[1]) : event.at
    return [before?.[0] ?? event.at, from, event.at, goesOnAtOnce ? session : null, ...bound, ...values]
  }

  /** What waits at each place after an event, and whether it completes a choice. */
  const choose = (before: readonly Choice[][], found: Found) => {
    const { event, roles } = found
    let isComplete = false
    const after = places.map((place, index) => {
      const next = places[index + 1]
      const waiting = next
        ? (before[index] ?? []).filter(
            (choice) => !isOver(choice, next, event.at) && !isBroken(choice, next, found),
          )
        : []
      if ((roles & place.role) === 0) return waiting
      // Looks at what was found before this event, so that one event is found once in a choice.
      return (index === 0 ? [null] : (before[index - 1] ?? [])).reduce((waits, one) => {
        const choice = extend(index, one, found)
        if (choice && !next) isComplete = true
        return choice && next ? withNewest(waits, choice) : waits
      }, waiting)
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

  /** Lets go of what has to go on in a session that is over. */
  const dropOver = ({ choices }: SequenceState, open: readonly number[]) => {
    const goesOn = ([, , , session]: Choice) => session === null || open.includes(session)
    for (const [name, found] of Object.entries(choices)) {
      const left = found.map((waiting) => waiting.filter(goesOn))
      const isOfOpen = !isWithinSession || open.includes(Number.parseInt(name, 10))
      if (isOfOpen && left.some(({ length }) => length > 0)) choices[name] = left
      else delete choices[name]
    }
  }

  return {
    matches,
    untouched: 0,
    ordered: true,
    reachMs: span.reachMs + longestMs,
    forgets: (upTo) => (longestMs === Infinity ? Infinity : span.leavesAt(upTo + longestMs)),
    most: key || steps.some(({ binds }) => binds.length > 0) ? Infinity : places.length + mostInstants(span),
    size({ choices, completed }, now) {
      let size = latchSize(completed, now, span)
      for (const [name, found] of Object.entries(choices))
        for (const [index, waiting] of found.entries()) {
          const next = places[index + 1]
          for (const choice of waiting)
            if (next && !isOver(choice, next, now)) size += weightOf(name) * weightOf(boundBy(choice))
        }
      return size
    },
    create: () => ({ choices: {}, completed: [] }),
    apply({ choices, completed }, event, roles, session) {
      const value = key ? key(event) : ''
      if (value === null || (isWithinSession && session === null)) return
      const name = isWithinSession ? `${session} ${canonicalJson(value)}` : canonicalJson(value)
      if (!choices[name] && isTimeToSweep(choices)) sweep(choices, event.at)
      const { after, isComplete } = choose(choices[name] ?? [], { event, roles, session })
      if (isComplete) setLatch(completed, event.at, span)
      if (after.some(({ length }) => length > 0)) choices[name] = after
      else delete choices[name]
    },
    ...((isWithinSession || hasImmediate) && { follow: dropOver }),
    truth: ({ completed }, now) => latchTruth(completed, now, span),
    flipsAt: ({ completed }, now) => latchFlipsAt(completed, now, span),
    // What it looks at lies between the events that it found.
    isCertain: ({ completed }, now) => latchTruth(completed, now, span) === TRUE,
    seen: ({ completed }, now) =>
      completed.filter((at) => now < span.leavesAt(at)).map((at) => new Date(at).toISOString()),
  }
}

function boundBy([, , , , ...bound]: Choice): Scalar[] {
  return bound
}

/** Of choices that bind the same and go on in the same session those that a newer one makes useless go. */
function withNewest(choices: readonly Choice[], newest: Choice): Choice[] {
  const [startedAt, steppedAt] = newest
  const kept = choices.filter(
    (choice) => choice[0] > startedAt || choice[1] > steppedAt || !goOnAlike(choice, newest),
  )
  return [...kept, newest]
}

/** Do two choices go on in the same session, and bind the same? */
function goOnAlike(one: Choice, other: Choice): boolean {
  for (let index = 3; index < one.length; index++) if (one[index] !== other[index]) return false
  return true
}
