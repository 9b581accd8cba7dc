import { compareEvents, type ProfileEvent } from '../../shared/event/profile-event.ts'
import {
  advance,
  applyEvent,
  applyFacts,
  compilePlan,
  createState,
  explain,
  type FactsChange,
  type LogReader,
  memberships,
  nextFlipAt,
  prepareToForget,
  type Segment,
  upgradeState,
} from '../../shared/segment/index.ts'
import type { Case, Step } from './case.ts'
import { judge, type World } from './oracle.ts'
import type { Random } from './random.ts'
import { Mismatch } from './run-case.ts'

/** How many answers were compared, and how many of them were that nobody knows. */
export interface CutChecks {
  checks: number
  unknown: number
}

/**
 * Lives a case whose log loses its beginning half-way, and gets half of its rules only then. What the engine says is
 * true or false must be so of the whole life, which only the oracle remembers; it may say that it does not know of new
 * rules alone, and only as long as they look back to what is gone.
 *
 * @throws {Mismatch}
 */
export function runCutCase(input: Case, random: Random): CutChecks {
  const { timezone, computedTraits } = input
  // Of remembered memberships the oracle would have to remember, too.
  const isRemembered = /"(exit|reentry|for|enteredWithin)"/.test(JSON.stringify(input.segments))
  const segments = isRemembered ? [] : input.segments
  const old = segments.slice(0, random.integer(0, segments.length))
  const steps = input.steps.filter(({ type }) => type !== 'release')
  const cutAt = steps.length > 0 ? random.pick(steps).now : 0
  const compile = (rules: readonly Segment[]) => compilePlan(rules, { timezone, computedTraits })
  const counted: CutChecks = { checks: 0, unknown: 0 }

  let plan = compile(old)
  let released: readonly Segment[] = old
  let state = createState(plan)
  const facts: FactsChange[] = []
  const life: ProfileEvent[] = []
  let wholeAfter: number | undefined
  let isLate = false
  const log: LogReader = {
    scan: (from, to) =>
      life
        .filter(({ at }) => at > Math.max(from, wholeAfter ?? -Infinity) && at <= to)
        .toSorted(compareEvents),
    facts: (from, to) => facts.filter(({ at }) => at > Math.max(from, wholeAfter ?? -Infinity) && at <= to),
    get wholeAfter() {
      return wholeAfter
    },
  }

  const check = (now: number) => {
    advance(plan, state, now, log)
    const world: World = { events: life, facts, segments: released, computedTraits, timezone }
    const members = memberships(plan, state)
    for (const segment of released) {
      const { truth, warmingUntil } = explain(plan, state, segment.id, now, log).when
      const expected = String(judge(segment.when, world, now) ?? 'unknown')
      const found = `${segment.id} at ${now}, log from ${wholeAfter}: engine ${truth}, oracle ${expected}`
      counted.checks++
      if (members.has(segment.id) !== (truth === 'true')) throw new Mismatch(`membership of ${found}`)
      if (truth === expected) continue
      if (truth !== 'unknown') throw new Mismatch(found)
      counted.unknown++
      const looksBack = wholeAfter !== undefined && now < wholeAfter + reachOf(segment, computedTraits)
      if (!looksBack) throw new Mismatch(`too long unknown: ${found}`)
      if (old.includes(segment) && !isLate && !asksTheLog(segment, segments))
        throw new Mismatch(`forgotten: ${found}`)
      if (warmingUntil !== undefined && warmingUntil !== null && Date.parse(warmingUntil) <= now)
        throw new Mismatch(`said to know: ${found}`)
    }
  }

  const take = (step: Step) => {
    if (step.type === 'event') {
      if (life.some(({ id }) => id === step.event.id)) return
      // What comes later still than the log begins is not taken in
      if (wholeAfter !== undefined && step.event.at <= wholeAfter) return
      if (wholeAfter !== undefined && step.event.at <= state.clock) isLate = true
      life.push(step.event)
      applyEvent(plan, state, step.event, step.now, log)
    } else if (step.type === 'facts') {
      facts.push({ at: step.now, facts: step.facts })
      applyFacts(plan, state, step.facts, step.now, log)
    }
    check(step.now)
  }

  for (const step of steps.filter(({ now }) => now <= cutAt)) take(step)
  advance(plan, state, cutAt, log)
  prepareToForget(plan, state)
  state = JSON.parse(JSON.stringify(state)) as typeof state
  wholeAfter = cutAt
  check(cutAt)
  plan = compile(segments)
  released = segments
  state = upgradeState(plan, state, cutAt, log).state
  check(cutAt)
  for (const step of steps.filter(({ now }) => now > cutAt)) {
    take(step)
    if (random.chance(0.3)) state = JSON.parse(JSON.stringify(state)) as typeof state
  }
  for (let flips = 0; flips < 6; flips++) {
    const flip = nextFlipAt(plan, state)
    if (flip === null) break
    check(flip - 1)
    check(flip)
  }
  return counted
}

/** Does it have to look at the log again for each of its events? Then it forgets with it. */
function asksTheLog(segment: Segment, others: readonly Segment[]): boolean {
  const own = JSON.stringify(segment)
  const text = own.includes('"kind":"segment"') ? JSON.stringify(others) : own
  return text.includes('"asOf"') && text.includes('"$ref"')
}

/** How far back a rule can look, as its text says: never less than it does. */
function reachOf(segment: Segment, computedTraits: Case['computedTraits']): number {
  const text = JSON.stringify([segment, computedTraits])
  const isScoreForEver = /"kind":"score"(?![^}]*"maxAge")/.test(text.replaceAll(/"op":\{[^}]*\},?/g, ''))
  // What was known of the visitor at a moment may have been learned long before it.
  const asksOfThen = /"asOf".*("kind":"(profile|bucket)"|"\$ref")/s.test(text)
  if (
    isScoreForEver ||
    asksOfThen ||
    /"(ever|from)"|"kind":"(sequence|segment)"|"traits\.|session/i.test(text)
  )
    return Infinity
  const units: Record<string, number> = { W: 604_800_000, D: 86_400_000, H: 3_600_000, M: 60_000, S: 1000 }
  const durations = [...text.matchAll(/"P[\dWDTHMS.]+"/g)].flatMap(([duration]) => [
    ...duration.matchAll(/([\d.]+)([WDHMS])/g),
  ])
  const lengths = durations.map(([, count, unit]) => Number(count) * (units[unit ?? ''] ?? 0))
  const calendars = [...text.matchAll(/"calendar"/g)].map(() => 3 * 367 * 86_400_000)
  return [...lengths, ...calendars].reduce((sum, length) => sum + length, 0)
}
