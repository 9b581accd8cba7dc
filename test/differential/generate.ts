import type { ProfileEvent } from '../../shared/event/profile-event.ts'
import type { Json, JsonObject } from '../../shared/json.ts'
import type { Condition, Match, Op, Segment, Where } from '../../shared/segment/index.ts'
import type { Case, Step } from './case.ts'
import type { Random } from './random.ts'

// Small alphabets and short windows: rules and events have to meet, on the same millisecond too.
const NAMES = ['A', 'B', 'C', 'D']
const ITEMS = ['x', 'y', 'z']
const WINDOWS = ['PT5S', 'PT10S', 'PT30S', 'PT1M', 'PT2M', 'PT1H', 'P1D']
/** Shortly before a midnight, and a leap day. */
const START = Date.UTC(2028, 1, 28, 23, 59)

/** A case of a few rules and a short life, events late, repeated and at the same instant among them. */
export function generateCase(random: Random): Case {
  const count = random.integer(1, 4)
  const segments: Segment[] = []
  for (let i = 0; i < count; i++) segments.push(generateSegment(random, i, segments))
  return { segments, steps: generateSteps(random, count) }
}

function generateSegment(random: Random, index: number, earlier: readonly Segment[]): Segment {
  return {
    schema: 'segment/1',
    id: `s${index}`,
    name: `Segment ${index}`,
    when: generateCondition(random, 2, earlier),
  }
}

function generateCondition(random: Random, depth: number, earlier: readonly Segment[]): Condition {
  if (depth > 0 && random.chance(0.45)) {
    const children = () =>
      Array.from({ length: random.integer(1, 3) }, () => generateCondition(random, depth - 1, earlier))
    switch (random.integer(0, 3)) {
      case 0:
        return { all: children() }
      case 1:
        return { any: children() }
      case 2:
        return { not: generateCondition(random, depth - 1, earlier) }
      default: {
        const of = children()
        return { atLeast: random.integer(1, of.length), of }
      }
    }
  }
  const kind = random.fraction()
  if (kind < 0.4) return generateEvent(random)
  if (kind < 0.7) return generateAbsence(random)
  if (kind < 0.9 || earlier.length === 0) return { kind: 'profile', where: generateProfileWhere(random) }
  return { kind: 'segment', id: random.pick(earlier).id, is: random.pick(['in', 'out']) }
}

function generateEvent(random: Random): Condition {
  return {
    kind: 'event',
    ...generateMatch(random),
    window: random.chance(0.2) ? 'ever' : random.pick(WINDOWS),
    ...(random.chance(0.8) && { op: generateOp(random) }),
  }
}

function generateOp(random: Random): Op {
  const n = random.chance(0.1) ? random.pick([0.5, -1, 7]) : random.integer(0, 4)
  switch (random.integer(0, 6)) {
    case 0:
      return { gte: n }
    case 1:
      return { gt: n }
    case 2:
      return { lte: n }
    case 3:
      return { lt: n }
    case 4:
      return { eq: n }
    case 5:
      return { ne: n }
    default:
      return { between: [n, n + random.integer(-1, 2)] }
  }
}

function generateAbsence(random: Random): Condition {
  return {
    kind: 'absence',
    after: generateMatch(random),
    none: generateMatch(random),
    within: random.pick(WINDOWS),
    activeFor: random.chance(0.3) ? 'ever' : random.pick(WINDOWS),
    ...(random.chance(0.4) && { clearedBy: generateMatch(random) }),
    ...(random.chance(0.4) && { restart: random.chance(0.3) }),
    ...(random.chance(0.4) && { key: random.pick(['properties.item', 'properties.tags']) }),
  }
}

function generateMatch(random: Random): Match {
  const event = random.chance(0.1)
    ? '*'
    : random.chance(0.2)
      ? [random.pick(NAMES), random.pick(NAMES)]
      : random.pick(NAMES)
  return random.chance(0.5) ? { event, where: generateEventWhere(random) } : { event }
}

function generateEventWhere(random: Random): Where {
  const items = () => Array.from({ length: random.integer(1, 2) }, () => random.pick(ITEMS))
  const choices: (() => Where)[] = [
    () => ({ 'properties.item': random.pick(ITEMS) }),
    () => ({ 'properties.item': { $in: items() } }),
    () => ({
      'properties.item': { $eq: random.pick(ITEMS) },
      'properties.price': { $gte: random.integer(0, 9) },
    }),
    () => ({ 'properties.item': { $ne: random.pick(ITEMS) } }),
    () => ({ 'properties.tags': random.pick(ITEMS) }),
    () => ({ 'properties.tags': { $in: items() } }),
    () => ({ 'properties.tags': { $elemMatch: { $in: items() } } }),
    () => ({ 'properties.price': { $gt: random.integer(0, 9) }, type: 'track' }),
    () => ({ $or: [{ 'properties.item': random.pick(ITEMS) }, { channel: 'web' }] }),
    () => ({ $nor: [{ 'properties.item': { $exists: false } }] }),
    () => ({ 'properties.due': { $withinNext: random.pick(WINDOWS) } }),
    () => ({}),
  ]
  return random.pick(choices)()
}

function generateProfileWhere(random: Random): Where {
  const date = () => instant(random)
  const choices: (() => Where)[] = [
    () => ({ 'traits.plan': random.pick(['free', 'pro']) }),
    () => ({ 'traits.plan': { $ne: 'pro' } }),
    () => ({ 'traits.due': { $withinLast: random.pick(WINDOWS) } }),
    () => ({ 'traits.due': { $olderThan: random.pick(WINDOWS) } }),
    () => ({ 'traits.due': { $withinNext: random.pick(WINDOWS) } }),
    () => ({ 'traits.due': { $not: { $withinLast: random.pick(WINDOWS) } } }),
    () => ({ 'traits.due': { $before: new Date(date()).toISOString() } }),
    () => ({ 'traits.due': { $after: new Date(date()).toISOString(), $withinLast: 'P1D' } }),
    () => ({ 'traits.born': { $age: { $gte: 25, $lt: 26 } } }),
    () => ({ 'traits.born': { $age: { $gt: 24 } } }),
    () => ({ 'traits.born': { $anniversaryIn: random.pick(WINDOWS) } }),
    () => ({ 'geo.country': random.pick(['US', 'DE']) }),
    () => ({ geo: { country: 'US' } }),
    () => ({ $or: [{ 'geo.country': 'US' }, { 'traits.plan': 'pro' }] }),
    () => ({ $nor: [{ 'geo.country': 'US' }, { 'traits.due': { $withinLast: 'PT1M' } }] }),
    () => ({ $not: { 'traits.plan': { $in: ['free', 'pro'] }, 'geo.country': 'DE' } }),
    () => ({ $and: [{ 'traits.plan': { $exists: true } }], 'geo.country': { $exists: true } }),
    () => ({ $or: [] }),
  ]
  return random.pick(choices)()
}

/** Mostly on whole seconds, so that instants coincide with each other and with the ends of windows. */
function instant(random: Random): number {
  return START + random.integer(0, 120) * 1000 + (random.chance(0.2) ? random.integer(0, 999) : 0)
}

function generateSteps(random: Random, segmentCount: number): Step[] {
  const events: ProfileEvent[] = []
  for (let i = random.integer(1, 14); i > 0; i--) {
    const before = events.at(-1)
    const at = before && random.chance(0.25) ? before.at : instant(random)
    events.push(generateEventOf(random, i, at))
  }
  const steps: Step[] = []
  for (const event of events) {
    const delay = random.chance(0.7) ? random.integer(0, 500) : random.integer(0, 90) * 1000
    steps.push({ type: 'event', event, now: event.at + delay })
    if (random.chance(0.1))
      steps.push({ type: 'event', event, now: event.at + delay + random.integer(0, 30) * 1000 })
  }
  for (let i = random.integer(0, 3); i > 0; i--) steps.push({ type: 'pause', now: instant(random) })
  for (let i = random.integer(0, 2); i > 0; i--) {
    const geo = random.pick([{ country: 'US' }, { country: 'DE' }, {}])
    steps.push({ type: 'facts', facts: { geo }, now: instant(random) })
  }
  if (random.chance(0.3)) {
    steps.push({ type: 'release', count: random.integer(0, segmentCount), now: START - 1 })
    steps.push({ type: 'release', count: segmentCount, now: instant(random) })
  }
  return random.shuffle(steps).toSorted((a, b) => a.now - b.now)
}

function generateEventOf(random: Random, index: number, at: number): ProfileEvent {
  const base = {
    id: `m${random.integer(0, 9)}${index}`,
    at,
    ...(random.chance(0.5) && { sequence: random.integer(1, 3) }),
  }
  if (random.chance(0.2)) return { ...base, type: 'identify', name: '', traits: generateTraits(random) }
  const properties: Record<string, Json> = {}
  if (random.chance(0.8)) properties['item'] = random.pick(ITEMS)
  if (random.chance(0.5)) properties['price'] = random.integer(0, 10)
  if (random.chance(0.3)) properties['tags'] = random.pick([['x'], ['x', 'y'], [], ['z', 'z']])
  if (random.chance(0.2)) properties['due'] = new Date(instant(random)).toISOString()
  return {
    ...base,
    type: 'track',
    name: random.pick(NAMES),
    properties,
    channel: random.pick(['web', 'server']),
  }
}

function generateTraits(random: Random): JsonObject {
  return random.pick<JsonObject>([
    { plan: random.pick(['free', 'pro', null]) },
    { due: new Date(instant(random)).toISOString() },
    { due: instant(random), plan: 'pro' },
    { born: random.pick(['2003-02-28', '2003-03-01', '2004-02-29', '2002-02-28T12:00:00Z', 'no date']) },
  ])
}
