import { createDedupe, rememberMessage } from '../../shared/event/index.ts'
import { compareEvents, type ProfileEvent } from '../../shared/event/profile-event.ts'
import {
  advance,
  applyEvent,
  applyFacts,
  compilePlan,
  computedTraits as valuesOf,
  createState,
  explain,
  type FactsChange,
  type LogReader,
  memberships,
  nextFlipAt,
  type Plan,
  type Segment,
  type SegmentState,
  type Transition,
  upgradeState,
} from '../../shared/segment/index.ts'
import type { Case, Step } from './case.ts'
import { computedAt, judge, membershipAt, type World } from './oracle.ts'
import type { Random } from './random.ts'

/** Engine and oracle do not agree, or the engine not with itself. */
export class Mismatch extends Error {
  override name = 'Mismatch'
}

/** How many predicted flips are followed after each step, and after the last. */
const FLIPS_FOLLOWED = 2
const FLIPS_AT_THE_END = 20
const CENTURY_MS = 100 * 365.25 * 86_400_000

/**
 * Lives a case through the engine and compares every membership with the oracle's: after every step, around every
 * predicted flip and between. A twin that is written to JSON and read back before every call must not differ, nor
 * profiles that heard of the same events in other orders.
 *
 * @returns The number of comparisons made.
 * @throws {Mismatch}
 */
export function runCase(input: Case, random: Random): number {
  const life = createLife(input)
  let checks = life.check()
  for (const step of input.steps) {
    life.take(step)
    checks += life.check()
    checks += life.followFlips(random.integer(0, FLIPS_FOLLOWED), input.steps, random)
  }
  checks += life.checkExplanations()
  checks += life.checkOrder(random)
  checks += life.followFlips(FLIPS_AT_THE_END, [], random)
  return checks
}

interface Profile {
  state: SegmentState
  readonly members: Set<string>
}

function createLife({ segments, computedTraits, steps, timezone, stateLimit }: Case) {
  const first = steps.find((step) => step.type === 'release')
  let released: readonly Segment[] = first ? segments.slice(0, first.count) : segments
  /** The traits that the released rules read, and those that none ever does. */
  const traitsOf = (rules: readonly Segment[]) => {
    const isRead = (id: string, by: readonly Segment[]) => JSON.stringify(by).includes(`"computed.${id}"`)
    return computedTraits.filter(({ id }) => isRead(id, rules) || !isRead(id, segments))
  }
  const compile = () =>
    compilePlan(released, {
      timezone,
      computedTraits: traitsOf(released),
      ...(stateLimit !== undefined && { stateLimit }),
    })
  let plan = compile()
  const events: ProfileEvent[] = []
  const facts: FactsChange[] = []
  let now = 0
  const seen = createDedupe()
  const log = logOf(events, facts)
  const warm: Profile = { state: createState(plan), members: new Set() }
  const cold: Profile = { state: createState(plan), members: new Set() }

  // One object until something changes: the oracle keeps what it worked out about it.
  let known: { readonly text: string; readonly world: World } | null = null
  const world = (): World => {
    const text = JSON.stringify([events.length, facts.length, released.length])
    if (known?.text !== text)
      known = {
        text,
        world: {
          events: [...events],
          facts: [...facts],
          segments: released,
          computedTraits: traitsOf(released),
          timezone,
        },
      }
    return known.world
  }

  /** Does the same to both profiles, the cold one out of and back into JSON. */
  const both = (change: (profile: Profile) => Transition[]) => {
    cold.state = JSON.parse(JSON.stringify(cold.state)) as SegmentState
    const transitions = change(warm)
    const again = change(cold)
    same(again, transitions, 'transitions of a cold start')
    const instants = transitions.map(({ segment, at }) => `${segment} at ${at}`)
    same(new Set(instants).size, instants.length, 'memberships that change once an instant')
    record(warm, transitions)
    record(cold, again)
    return transitions
  }

  const advanceTo = (instant: number) => {
    now = Math.max(now, instant)
    const before = warm.state.clock
    const transitions = both(({ state }) => advance(plan, state, now, log))
    let last = before
    for (const { segment, type, at } of transitions) {
      expect(at >= last && at <= now, `a transition at ${at}, outside ${last} to ${now}`)
      last = at
      expect(
        (judgeSegment(segment, at) === true) === (type === 'entered'),
        `${segment} ${type} at ${at} by time`,
      )
    }
  }

  const judgeSegment = (id: string, at: number) => {
    const segment = released.find((candidate) => candidate.id === id)
    return segment ? membershipAt(segment, world(), at).in : false
  }

  /** Compares all memberships with the oracle. */
  const check = (): number => {
    advanceTo(now)
    const members = memberships(plan, warm.state)
    same(
      [...memberships(plan, cold.state)].toSorted(),
      [...members].toSorted(),
      'memberships of a cold start',
    )
    same([...warm.members].toSorted(), [...members].toSorted(), 'memberships folded from transitions')
    same(nextFlipAt(plan, cold.state), nextFlipAt(plan, warm.state), 'next flip of a cold start')
    for (const { state } of [warm, cold])
      same(valuesOf(plan, state), computedAt(world(), now), `computed traits at ${now}`)
    for (const segment of released) {
      const { id } = segment
      const expected = membershipAt(segment, world(), now).in
      if (members.has(id) !== expected)
        throw new Mismatch(`${id} at ${now}: engine ${members.has(id)}, oracle ${expected}`)
    }
    return released.length + plan.computed.size + 3
  }

  return {
    check,

    take(step: Step) {
      if (step.type === 'event') {
        now = Math.max(now, step.now)
        if (rememberMessage(seen, step.event.id, now) !== 'new') return
        events.push(step.event)
        both(({ state }) => applyEvent(plan, state, step.event, now, log))
      } else if (step.type === 'facts') {
        now = Math.max(now, step.now)
        facts.push({ at: now, facts: step.facts })
        both(({ state }) => applyFacts(plan, state, step.facts, now, log))
      } else if (step.type === 'pause') advanceTo(step.now)
      else {
        advanceTo(step.now)
        released = segments.slice(0, step.count)
        plan = compile()
        both((profile) => {
          const { state, transitions } = upgradeState(plan, profile.state, now, log)
          profile.state = state
          return transitions
        })
      }
    },

    /** Follows predicted flips that come before the next thing that happens: none is missed, none is early. */
    followFlips(most: number, ahead: readonly Step[], random: Random): number {
      let checks = 0
      const limit = Math.min(...ahead.map((step) => step.now).filter((at) => at > now))
      for (let i = 0; i < most; i++) {
        const flip = nextFlipAt(plan, warm.state)
        const until = Math.min(flip ?? now + 100_000_000, limit)
        // In between nothing changes.
        if (until > now + 1) {
          const members = JSON.stringify([...memberships(plan, warm.state)].toSorted())
          for (const at of [random.integer(now + 1, until - 1), until - 1].toSorted((a, b) => a - b)) {
            advanceTo(at)
            checks += check() + 1
            same(
              JSON.stringify([...memberships(plan, warm.state)].toSorted()),
              members,
              `memberships before ${until}`,
            )
          }
        }
        // Where nothing changes for a century but dates that come round, one of those is taken as it is.
        if (flip === null || flip >= limit || flip > now + CENTURY_MS) break
        advanceTo(flip)
        checks += check() + 1
        // Of remembered memberships, of what sessions change when they end, and of summaries only a bound is known.
        if (
          stateLimit !== undefined ||
          /"(exit|reentry|for|enteredWithin)"|"session|Session Ended/.test(
            JSON.stringify([released, computedTraits]),
          )
        )
          continue
        const [before, after] = [flip - 1, flip].map((at) =>
          JSON.stringify(released.map((segment) => membershipAt(segment, world(), at).in)),
        )
        expect(before !== after, `a flip at ${flip} that is none`)
      }
      return checks
    },

    /** The tree's truths are the oracle's, and so are the instants since when they hold. */
    checkExplanations(): number {
      let checks = 0
      for (const segment of released) {
        const { when } = explain(plan, warm.state, segment.id, now, log)
        const expected = judge(segment.when, world(), now)
        same(when.truth, String(expected ?? 'unknown'), `explanation of ${segment.id}`)
        checks++
        if (when.since === null) continue
        const since = Date.parse(when.since)
        expect(
          judge(segment.when, world(), since) === expected,
          `${segment.id} is not so since ${when.since}`,
        )
        expect(
          judge(segment.when, world(), since - 1) !== expected,
          `${segment.id} was so before ${when.since}`,
        )
        checks += 2
      }
      return checks
    },

    /**
     * The same events in the order of their time, between what was learned, and in any order at all, after it, make the
     * same profile.
     */
    checkOrder(random: Random): number {
      let checks = 0
      const inTime = [
        ...events.toSorted(compareEvents).map((event) => ({ at: event.at, event })),
        ...facts,
      ].toSorted((a, b) => a.at - b.at)
      const anyOrder = [...facts, ...random.shuffle(events).map((event) => ({ at: event.at, event }))]
      for (const order of [inTime, anyOrder]) {
        const heard: ProfileEvent[] = []
        const learned: FactsChange[] = []
        const state = createState(plan)
        const heardLog = logOf(heard, learned)
        for (const happening of order) {
          if ('event' in happening) {
            heard.push(happening.event)
            applyEvent(plan, state, happening.event, now, heardLog)
          } else {
            learned.push(happening)
            applyFacts(plan, state, happening.facts, happening.at, heardLog)
          }
        }
        advance(plan, state, now, heardLog)
        compareProfiles(plan, warm.state, state, stateLimit === undefined)
        checks += released.length + 1
      }
      return checks
    },
  }
}

function compareProfiles(plan: Plan, a: SegmentState, b: SegmentState, isExact: boolean) {
  same(
    [...memberships(plan, b)].toSorted(),
    [...memberships(plan, a)].toSorted(),
    'memberships in another order',
  )
  // What keeps a summary after many events keeps it until there are few: that tells the orders apart.
  if (isExact) same(nextFlipAt(plan, b), nextFlipAt(plan, a), 'next flip in another order')
  same(valuesOf(plan, b), valuesOf(plan, a), 'computed traits in another order')
}

function record({ members }: Profile, transitions: readonly Transition[]) {
  for (const { segment, type } of transitions) {
    expect(members.has(segment) === (type === 'exited'), `${segment} ${type} twice`)
    if (type === 'entered') members.add(segment)
    else members.delete(segment)
  }
}

function logOf(events: readonly ProfileEvent[], facts: readonly FactsChange[]): LogReader {
  return {
    scan: (from, to) => events.filter(({ at }) => at > from && at <= to).toSorted(compareEvents),
    facts: (from, to) => facts.filter(({ at }) => at > from && at <= to),
  }
}

function same(actual: unknown, expected: unknown, what: string) {
  const [found, wanted] = [JSON.stringify(actual), JSON.stringify(expected)]
  if (found !== wanted) throw new Mismatch(`${what}: ${found} instead of ${wanted}`)
}

function expect(holds: boolean, what: string) {
  if (!holds) throw new Mismatch(what)
}
