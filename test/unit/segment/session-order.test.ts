import { expect, test } from 'vitest'
import { compareEvents, type ProfileEvent } from '../../../shared/event/profile-event.ts'
import {
  advance,
  applyEvent,
  compilePlan,
  createState,
  type LogReader,
  sessionOf,
} from '../../../shared/segment/index.ts'
import { createRandom, type Random } from '../../differential/random.ts'
import { MINUTE, segmentOf, START } from './visitor.ts'

const LIVES = 3_000
const plan = compilePlan([segmentOf({ kind: 'profile', where: { 'session.isActive': true } })], {
  timezone: 'UTC',
})

/** Few instants, pages and campaigns: they have to meet. */
function generateEvent({ pick, integer, chance }: Random, index: number): ProfileEvent {
  const page = { url: pick(['/a', '/b']) }
  const told = {
    id: `m${index}`,
    at: START + integer(0, 12) * 5 * MINUTE + integer(0, 1),
    channel: 'web',
    context: {
      ...(chance(0.3) && { device: { id: 'phone' } }),
      ...(chance(0.15) && { campaign: { source: pick(['x', 'y']) } }),
      ...(chance(0.7) && { page }),
    },
  }
  if (chance(0.4)) return { ...told, type: 'page', name: 'Page Viewed', properties: chance(0.5) ? page : {} }
  if (chance(0.5))
    return { ...told, type: 'track', name: 'Page Engaged', properties: { seconds: pick([10, 30, 60]) } }
  return { ...told, type: 'track', name: 'A' }
}

/** What is known of the session after events that came in an order, at the instant of the last. */
function sessionAfter(events: readonly ProfileEvent[]) {
  const state = createState(plan)
  const heard: ProfileEvent[] = []
  const log: LogReader = {
    scan: (from, to) => heard.filter(({ at }) => at > from && at <= to).toSorted(compareEvents),
    facts: () => [],
  }
  const now = Math.max(...events.map(({ at }) => at))
  for (const event of events) {
    heard.push(event)
    applyEvent(plan, state, event, now, log)
  }
  advance(plan, state, now, log)
  return sessionOf(state)
}

test('[SEG66] any order of arrival makes the same session', () => {
  for (let seed = 1; seed <= LIVES; seed++) {
    const random = createRandom(seed)
    const events = Array.from({ length: random.integer(2, 8) }, (_, index) => generateEvent(random, index))
    const inOrder = sessionAfter(events.toSorted(compareEvents))
    expect({ seed, session: sessionAfter(events) }).toEqual({ seed, session: inOrder })
  }
}, 60_000)
