import type { ProfileEvent } from '../../shared/event/profile-event.ts'
import type { Json, JsonObject } from '../../shared/json.ts'
import { parseDuration } from '../../shared/segment/index.ts'
import type {
  Aggregation,
  ComputedAggregation,
  ComputedTrait,
  Condition,
  Match,
  Op,
  Segment,
  Step as SequenceStep,
  Where,
  Window,
} from '../../shared/segment/index.ts'
import type { Case, Step } from './case.ts'
import type { Random } from './random.ts'

// Small alphabets and few instants: rules and events have to meet, on the same millisecond too.
const NAMES = ['A', 'B', 'C', 'D']
const ITEMS = ['x', 'y', 'z']
const PRICES = [0, 1, 2, 5, 10, 0.1, 0.2, 0.3, 19.99, -3, 1e6]
/** With and without clock changes, north and south of the equator, by whole hours and by parts of them. */
export const ZONES = [
  'UTC',
  'Europe/Zurich',
  'America/New_York',
  'America/Sao_Paulo',
  'America/St_Johns',
  'Asia/Kolkata',
  'Asia/Beirut',
  'Africa/Cairo',
  'Australia/Lord_Howe',
  'Pacific/Auckland',
  'Pacific/Apia',
]

/** How fast a life goes: in seconds, or in hours, where days and their clock changes are met. */
interface Pace {
  readonly start: number
  readonly tickMs: number
  readonly windows: readonly string[]
}

const HOUR_MS = 3_600_000

const SECONDS: Omit<Pace, 'start'> = {
  tickMs: 1000,
  windows: ['PT5S', 'PT10S', 'PT30S', 'PT1M', 'PT2M', 'PT1H', 'P1D'],
}
const HOURS: Omit<Pace, 'start'> = {
  tickMs: 1_800_000,
  windows: ['PT30M', 'PT2H', 'PT12H', 'P1D', 'PT25H', 'P2D', 'P7D', 'P30D'],
}

/** Sessions end after half an hour. */
const MINUTES: Omit<Pace, 'start'> = {
  tickMs: 300_000,
  windows: ['PT5M', 'PT30M', 'PT35M', 'PT1H', 'PT2H', 'PT12H', 'P1D'],
}

/** Just before a leap day. */
const STARTS_OF_SECONDS = [Date.UTC(2028, 1, 28, 23, 59)]
/** A day or so before a year ends, before a leap day, and before a quarter ends. */
const STARTS_OF_HOURS = [Date.UTC(2026, 11, 30, 12), Date.UTC(2028, 1, 27, 12), Date.UTC(2026, 2, 30)]
/** For each zone the beginnings of the hours of 2026 in which its clocks change. */
const CLOCK_CHANGES = new Map(ZONES.map((zone) => [zone, clockChangesOf(zone, 2026)]))

interface Setting extends Random {
  readonly pace: Pace
  /** Lives of few kinds of event meet their rules more often. */
  readonly names: readonly string[]
  /** Tenths have no exact form: sums of them tell how they were made. */
  readonly prices: readonly number[]
  readonly scoreShare: number
  /** Rules whose past is walked through instant by instant: few kinds, and only trailing windows. */
  readonly remembers: boolean
  readonly earlier: readonly Segment[]
  /** Rules about the same thing seen, added and bought: little else, so that values meet. */
  readonly refers: boolean
  /** The names of the events that a match may refer to. */
  readonly named: readonly string[]
  readonly computedTraits: readonly ComputedTrait[]
  /** Of devices that come and go: rules ask for sessions. */
  readonly sessions: boolean
}

const SESSION_EVENTS = ['Session Started', 'Session Ended']
const PAGES = ['/a', '/b']
const CAMPAIGNS: readonly JsonObject[] = [
  { source: 'x' },
  { source: 'y', medium: 'social' },
  { medium: 'social', source: 'y' },
  {},
]

/** A case of a few rules and a short life, events late, repeated and at the same instant among them. */
export function generateCase(random: Random): Case {
  const timezone = random.pick(ZONES)
  const sessions = random.chance(0.3)
  const pace: Pace = sessions
    ? { ...MINUTES, start: generateStart(random, timezone) }
    : random.chance(0.5)
      ? { ...SECONDS, start: random.pick(STARTS_OF_SECONDS) }
      : { ...HOURS, start: generateStart(random, timezone) }
  const world = {
    ...random,
    pace,
    names: random.pick([NAMES, ['A', 'B']]),
    prices: random.pick([PRICES, [0.1, 0.2, 0.3, 1e15]]),
    scoreShare: random.pick([0.02, 0.02, 0.4]),
    named: [],
    computedTraits: [],
    sessions,
  }
  const count = random.integer(1, 4)
  const segments: Segment[] = []
  const remembers = random.chance(0.2)
  const refers = !remembers && random.chance(0.15)
  const traits = random.chance(0.5) ? random.integer(1, 3) : 0
  const computedTraits = Array.from({ length: traits }, (_, index) =>
    generateTrait({ ...world, earlier: [], remembers, refers: false }, index),
  )
  for (let i = 0; i < count; i++) {
    const setting = { ...world, earlier: segments, remembers, refers, computedTraits }
    const when = generateCondition(setting, remembers || refers ? 1 : 2)
    segments.push({
      schema: 'segment/1',
      id: `s${i}`,
      name: `Segment ${i}`,
      when,
      ...(remembers && random.chance(0.6) && { exit: generateExit(setting) }),
      ...(remembers &&
        random.chance(0.4) && { reentry: random.pick(['once', { cooldown: random.pick(pace.windows) }]) }),
    })
  }
  const steps = generateSteps({ ...world, earlier: segments, remembers, refers, computedTraits })
  // So little that a life of a few events needs more.
  const limited = random.chance(0.25) && { stateLimit: random.integer(0, 3) }
  return { timezone, segments, computedTraits, steps, ...limited }
}

/** Before the clocks of the zone change, or before another turn of the calendar. */
function generateStart({ chance, pick, integer }: Random, timezone: string): number {
  const changes = CLOCK_CHANGES.get(timezone) ?? []
  return changes.length > 0 && chance(0.6) ? pick(changes) - integer(12, 36) * HOUR_MS : pick(STARTS_OF_HOURS)
}

function clockChangesOf(timezone: string, year: number): number[] {
  const local = new Intl.DateTimeFormat('en', { timeZone: timezone, hour: 'numeric', hourCycle: 'h23' })
  const hours = Array.from({ length: 366 * 24 }, (_, hour) => Date.UTC(year, 0, 1, hour))
  const clocks = hours.map((at) => Number(local.format(at)))
  return hours.filter((_, index) => index > 0 && ((clocks[index - 1] ?? 0) + 1) % 24 !== clocks[index])
}

function generateExit(setting: Setting): NonNullable<Segment['exit']> {
  const { chance, pick, pace, integer } = setting
  const shorter = integer(0, pace.windows.length - 2)
  return {
    ...(chance(0.5) && { when: generateCondition(setting, 0) }),
    ...(chance(0.5) && { minStay: pace.windows[shorter] ?? 'PT1S' }),
    ...(chance(0.5) && { maxStay: pick(pace.windows.slice(shorter + 1)) }),
  }
}

function generateCondition(setting: Setting, depth: number): Condition {
  const { chance, integer, fraction, pick, earlier } = setting
  if (depth > 0 && chance(0.45)) {
    const children = () => Array.from({ length: integer(1, 3) }, () => generateCondition(setting, depth - 1))
    switch (integer(0, 3)) {
      case 0:
        return { all: children() }
      case 1:
        return { any: children() }
      case 2:
        return { not: generateCondition(setting, depth - 1) }
      default: {
        const of = children()
        return { atLeast: integer(1, of.length), of }
      }
    }
  }
  if (setting.computedTraits.length > 0 && chance(0.3))
    return { kind: 'profile', where: generateComputedWhere(setting) }
  if (setting.remembers) return generateRemembered(setting)
  if (setting.refers && setting.named.length === 0)
    return pick([generateAbsence, generateSequence, generateAsOf])(setting)
  const kind = fraction()
  if (kind < 0.3) return generateEvent(setting)
  if (kind < 0.45) return generateAbsence(setting)
  if (kind < 0.55) return generatePick(setting)
  if (kind < 0.7) return generateSequence(setting)
  if (kind < 0.75) return generateScore(setting)
  if (kind < 0.83) return generateAsOf(setting)
  if (kind < 0.86) return generateBucket(setting)
  if (kind < 0.94 || earlier.length === 0) return { kind: 'profile', where: generateProfileWhere(setting) }
  return { kind: 'segment', id: pick(earlier).id, is: pick(['in', 'out']) }
}

function generateBucket({ pick }: Setting): Condition {
  return {
    kind: 'bucket',
    seed: pick(['s', 't']),
    range: pick([
      [0, 0.5],
      [0.5, 1],
      [0.25, 0.75],
    ]),
  }
}

function generateAsOf(setting: Setting): Condition {
  const anchor = { ...generateMatch(setting), ...generateName(setting) }
  const holds = setting.chance(0.15)
    ? generateWhereabouts(setting)
    : generateCondition({ ...naming(setting, anchor), earlier: [] }, 1)
  return { kind: 'asOf', anchor, holds, window: generateWindow(setting) }
}

function generateWhereabouts({ pick }: Setting): Condition {
  return { kind: 'profile', where: { 'geo.country': pick(['US', 'DE']) } }
}

function generateRemembered(setting: Setting): Condition {
  const { chance, pick, pace, earlier } = setting
  if (earlier.length > 0 && chance(0.4)) {
    const is = pick(['in', 'out'] as const)
    return {
      kind: 'segment',
      id: pick(earlier).id,
      is,
      ...(chance(0.6) && { for: pick(pace.windows) }),
      ...(is === 'in' && chance(0.4) && { enteredWithin: pick(pace.windows) }),
    }
  }
  if (chance(0.25)) return generateAbsence(setting)
  if (setting.sessions && chance(0.2)) return { kind: 'profile', where: generateSessionWhere(setting) }
  if (chance(0.2)) return generateWhereabouts(setting)
  if (chance(0.1)) return generateBucket(setting)
  const window = setting.sessions && chance(0.3) ? CURRENT : chance(0.2) ? 'ever' : pick(pace.windows)
  return { kind: 'event', ...generateMatch(setting), window, op: generateOp(setting, 2) }
}

function generateEvent(setting: Setting): Condition {
  const match = generateMatch(setting)
  const window = generateWindow(setting)
  if (setting.chance(0.5)) {
    return { kind: 'event', ...match, window, ...(setting.chance(0.8) && { op: generateOp(setting, 4) }) }
  }
  const price = setting.sessions
    ? setting.pick(['properties.price', 'properties.pages', 'properties.number', 'properties.seconds'])
    : 'properties.price'
  const agg = setting.pick<Aggregation>([
    { sum: price },
    { avg: price },
    { min: price },
    { max: price },
    { distinct: setting.pick([price, 'properties.item', 'properties.tags', 'channel']) },
    'count',
  ])
  const op =
    typeof agg === 'object' && !('distinct' in agg) ? generatePriceOp(setting) : generateOp(setting, 3)
  return { kind: 'event', ...match, window, agg, op }
}

const CURRENT = { session: 'current' } as const

/** A window of an event, a pick or an anchor; for sequences see `generateSequence`. */
function generateWindow(setting: Setting): Window {
  return setting.sessions && setting.chance(0.3) ? CURRENT : generateSpan(setting)
}

function generateSpan({ pick, chance, fraction, integer, pace }: Setting): Window {
  const kind = fraction()
  if (kind < 0.15) return 'ever'
  if (kind < 0.55) return pick(pace.windows)
  if (kind < 0.7) {
    const from = integer(1, pace.windows.length - 1)
    return { between: [pace.windows[from] ?? 'P1D', pace.windows[integer(0, from - 1)] ?? 'PT1S'] }
  }
  if (kind < 0.8) {
    const from = integer(0, 60)
    const iso = (ticks: number) => new Date(pace.start + ticks * pace.tickMs).toISOString()
    return { from: iso(from), ...(chance(0.6) && { to: iso(from + integer(1, 60)) }) }
  }
  const calendar = pick(['day', 'day', 'week', 'month', 'quarter', 'year'] as const)
  return chance(0.5) ? { calendar } : { calendar, offset: pick([0, -1, -2]) }
}

function generateOp({ chance, pick, integer }: Setting, most: number): Op {
  const n = chance(0.1) ? pick([0.5, -1, 7]) : integer(0, most)
  switch (integer(0, 6)) {
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
      return { between: [n, n + integer(-1, 2)] }
  }
}

function generatePriceOp({ pick, prices }: Setting): Op {
  const price = pick([...prices, 0.4, 0.5, 0.6, 0.30000000000000004, 0.7, 20.09])
  return pick<Op>([
    { gte: price },
    { gt: price },
    { lte: price },
    { lt: price },
    { eq: price },
    { ne: price },
    { between: [price, price + 5] },
  ])
}

function generateAbsence(setting: Setting): Condition {
  const { pick, chance, pace } = setting
  const after = { ...generateMatch(setting), ...generateName(setting) }
  const then = naming(setting, after)
  return {
    kind: 'absence',
    after,
    none: generateMatch(then),
    within: pick(pace.windows),
    activeFor: chance(0.3) ? 'ever' : pick(pace.windows),
    ...(chance(0.4) && { clearedBy: generateMatch(then) }),
    ...(chance(0.4) && { restart: chance(0.3) }),
    ...(chance(0.4) && { key: pick(['properties.item', 'properties.tags']) }),
  }
}

function generatePick(setting: Setting): Condition {
  const { pick, chance } = setting
  const match = generateMatch(setting)
  const window = generateWindow(setting)
  if (chance(0.4)) {
    const of = pick(['properties.item', 'properties.price'])
    const has: Where = of === 'properties.item' ? { [of]: pick(ITEMS) } : { [of]: { $gt: pick(PRICES) } }
    return {
      kind: 'pick',
      pick: 'mostFrequent',
      ...match,
      of,
      has: chance(0.2) ? { $not: has } : has,
      window,
    }
  }
  const of = chance(0.3) ? { of: 'properties.price' } : {}
  return {
    kind: 'pick',
    pick: pick(['first', 'last']),
    ...match,
    ...of,
    has: generateEventWhere(setting),
    window,
  }
}

function generateSequence(setting: Setting): Condition {
  const { pick, chance, integer, pace } = setting
  let before = setting
  const steps = Array.from({ length: integer(1, 3) }, (_, index) => {
    const step: SequenceStep = {
      ...generateMatch(before),
      ...(chance(0.2) ? { times: integer(2, 3) } : generateName(before)),
      ...(index > 0 && chance(0.4) && { within: pick(pace.windows) }),
      ...(index > 0 && chance(0.25) && { noneBetween: generateMatch(before) }),
      ...(index > 0 && chance(setting.sessions ? 0.3 : 0.15) && { immediately: true }),
    }
    before = naming(before, step)
    return step
  })
  const isWithinSession = setting.sessions && chance(0.4)
  return {
    kind: 'sequence',
    steps,
    ...(chance(0.3) && { total: pick(pace.windows) }),
    completedIn: isWithinSession ? generateWindow(setting) : generateSpan(setting),
    ...(isWithinSession && { scope: 'session' }),
    ...(chance(0.25) && { key: pick(['properties.item', 'channel']) }),
  }
}

function generateScore(setting: Setting): Condition {
  const { pick, chance, pace } = setting
  return {
    kind: 'score',
    model: pick(['churn', 'value']),
    ...(chance(0.3) && { output: 'probability' }),
    op: pick<Op>([{ gte: 0.5 }, { lt: 0.5 }, { ne: 0.7 }]),
    ...(chance(0.6) && { maxAge: pick(pace.windows) }),
  }
}

/** Sometimes a name that no event around has. */
function generateName({ chance, named, refers }: Setting): { as?: string } {
  return chance(refers ? 0.8 : 0.3) ? { as: `n${named.length}` } : {}
}

function naming(setting: Setting, { as }: { readonly as?: string | undefined }): Setting {
  return as === undefined ? setting : { ...setting, named: [...setting.named, as] }
}

function generateReference({ pick, chance, named, refers }: Setting): Where {
  if (refers && chance(0.7)) return { 'properties.item': { $ref: `${pick(named)}.properties.item` } }
  const paths = ['properties.item', 'properties.price', 'channel', 'timestamp', 'properties.tags']
  const [path, other] = [pick(paths), pick(paths)]
  const reference = { $ref: `${pick(named)}.${pick([path, path, other])}` }
  return pick<Where>([
    { [path]: reference },
    { [path]: { $eq: reference, $exists: true } },
    { [path]: { $ne: reference } },
    { [path]: { [pick(['$lt', '$lte', '$gt', '$gte'])]: reference } },
    { $not: { [path]: reference } },
    { $or: [{ [path]: reference }, { 'properties.item': 'x' }] },
    { $nor: [{ [path]: { ...reference, $ne: 'x' } }] },
  ])
}

function generateMatch(setting: Setting): Match {
  const { pick, chance, names, named, refers } = setting
  if (setting.sessions && chance(0.3)) {
    const event = chance(0.2) ? [pick(names), pick(SESSION_EVENTS)] : pick(SESSION_EVENTS)
    return chance(0.5) ? { event, where: generateSessionEventWhere(setting) } : { event }
  }
  const event = chance(0.1) ? '*' : chance(0.2) ? [pick(names), pick(names)] : pick(names)
  if (named.length > 0 && chance(refers ? 0.9 : 0.6))
    return {
      event,
      where: { ...(chance(0.2) && generateEventWhere(setting)), ...generateReference(setting) },
    }
  return chance(refers ? 0 : names.length > 2 ? 0.4 : 0.2)
    ? { event, where: generateEventWhere(setting) }
    : { event }
}

function generateEventWhere({ pick, integer, pace }: Setting): Where {
  const items = () => Array.from({ length: integer(1, 2) }, () => pick(ITEMS))
  const choices: (() => Where)[] = [
    () => ({ 'properties.item': pick(ITEMS) }),
    () => ({ 'properties.item': { $in: items() } }),
    () => ({ 'properties.item': { $eq: pick(ITEMS) }, 'properties.price': { $gte: integer(0, 9) } }),
    () => ({ 'properties.item': { $ne: pick(ITEMS) } }),
    () => ({ 'properties.tags': pick(ITEMS) }),
    () => ({ 'properties.tags': { $in: items() } }),
    () => ({ 'properties.tags': { $elemMatch: { $in: items() } } }),
    () => ({ 'properties.price': { $gt: integer(0, 9) }, type: 'track' }),
    () => ({ $or: [{ 'properties.item': pick(ITEMS) }, { channel: 'web' }] }),
    () => ({ $nor: [{ 'properties.item': { $exists: false } }] }),
    () => ({ 'properties.due': { $withinNext: pick(pace.windows) } }),
    () => ({}),
  ]
  return pick(choices)()
}

function generateSessionEventWhere({ pick, integer, chance }: Setting): Where {
  const choices: (() => Where)[] = [
    () => ({ 'properties.number': { $gte: integer(1, 3) } }),
    () => ({ 'properties.pages': chance(0.5) ? integer(0, 2) : { $gte: 2 } }),
    () => ({ 'properties.engagedMs': pick([10_000, 30_000, { $gte: 40_000 }]) }),
    () => ({ 'properties.campaign.source': pick(['x', { $ne: 'y' }]) }),
    () => ({ channel: pick(['web', 'mobile']) }),
    () => ({ 'properties.landingPage': pick(PAGES) }),
  ]
  return pick(choices)()
}

function generateSessionWhere({ pick, integer, pace, chance }: Setting): Where {
  const choices: (() => Where)[] = [
    () => ({ 'session.isActive': chance(0.5) }),
    () => ({ 'session.number': { $gte: integer(1, 3) } }),
    () => ({ 'session.pages': integer(0, 2) }),
    () => ({ 'session.engagedMs': pick([10_000, 30_000, { $gte: 40_000 }]) }),
    () => ({ 'session.startedAt': { $olderThan: pick(pace.windows) } }),
    () => ({ 'session.campaign.source': pick(['x', { $exists: false }]) }),
    () => ({ 'session.channel': 'web', 'session.landingPage': pick(PAGES) }),
  ]
  return pick(choices)()
}

function generateProfileWhere(setting: Setting): Where {
  if (setting.sessions && setting.chance(0.6)) return generateSessionWhere(setting)
  const { pick, pace } = setting
  const window = () => pick(pace.windows)
  const iso = () => new Date(instant(setting)).toISOString()
  const choices: (() => Where)[] = [
    () => ({ 'traits.plan': pick(['free', 'pro']) }),
    () => ({ 'traits.plan': { $ne: 'pro' } }),
    () => ({ 'traits.due': { $withinLast: window() } }),
    () => ({ 'traits.due': { $olderThan: window() } }),
    () => ({ 'traits.due': { $withinNext: window() } }),
    () => ({ 'traits.due': { $not: { $withinLast: window() } } }),
    () => ({ 'traits.due': { $before: iso() } }),
    () => ({ 'traits.due': { $after: iso(), $withinLast: 'P1D' } }),
    () => ({ 'traits.born': { $age: { $gte: 25, $lt: 26 } } }),
    () => ({ 'traits.born': { $age: { $gt: 24 } } }),
    () => ({ 'traits.born': { $anniversaryIn: window() } }),
    () => ({ 'geo.country': pick(['US', 'DE']) }),
    () => ({ geo: { country: 'US' } }),
    () => ({ $or: [{ 'geo.country': 'US' }, { 'traits.plan': 'pro' }] }),
    () => ({ $nor: [{ 'geo.country': 'US' }, { 'traits.due': { $withinLast: window() } }] }),
    () => ({ $not: { 'traits.plan': { $in: ['free', 'pro'] }, 'geo.country': 'DE' } }),
    () => ({ $and: [{ 'traits.plan': { $exists: true } }], 'geo.country': { $exists: true } }),
    () => ({ $or: [] }),
  ]
  return pick(choices)()
}

function generateTrait(setting: Setting, index: number): ComputedTrait {
  const { pick, chance, pace } = setting
  const window = setting.remembers ? pick(['ever', ...pace.windows]) : generateWindow(setting)
  const price = 'properties.price'
  const value = pick(['properties.item', 'properties.tags', 'properties.due', price])
  const agg = pick<ComputedAggregation>([
    'count',
    { sum: price },
    { avg: price },
    { min: price },
    { max: price },
    { first: value },
    { last: value },
    { mostFrequent: value },
    { distinct: value },
  ])
  return {
    id: `t${index}`,
    name: `Trait ${index}`,
    ...generateMatch(setting),
    window,
    ...(agg !== 'count' || chance(0.5) ? { agg } : {}),
    ...(chance(0.2) && { timezone: pick(ZONES) }),
  }
}

function generateComputedWhere(setting: Setting): Where {
  const { pick, chance, integer, pace, prices, computedTraits } = setting
  const { id, agg = 'count' } = pick(computedTraits)
  const path = `computed.${id}`
  const compared = (values: readonly number[]): Json => ({
    [pick(['$gte', '$gt', '$lte', '$lt', '$eq', '$ne'])]: pick(values),
  })
  const choices: (() => Json)[] = [() => ({ $exists: chance(0.5) })]
  if (agg === 'count') choices.push(() => compared([0, 1, 2, 3]))
  else if ('distinct' in agg)
    choices.push(
      () => ({ $size: chance(0.5) ? integer(0, 2) : compared([1, 2]) }),
      () => ({ $in: [pick(ITEMS), pick(prices)] }),
      () => ({ $elemMatch: { $in: ITEMS.slice(1) } }),
    )
  else if (Object.values(agg).includes('properties.due'))
    choices.push(
      () => ({ $withinLast: pick(pace.windows) }),
      () => ({ $not: { $withinNext: pick(pace.windows) } }),
      () => ({ $olderThan: pick(pace.windows) }),
    )
  else if (Object.values(agg).includes('properties.price')) choices.push(() => compared(prices))
  else
    choices.push(
      () => pick(ITEMS),
      () => ({ $nin: [pick(ITEMS)] }),
    )
  return { [path]: pick(choices)() }
}

/** Mostly on whole ticks, so that instants coincide with each other and with the ends of windows. */
function instant({ integer, chance, pace, sessions }: Setting): number {
  const { start, tickMs } = pace
  return start + integer(0, sessions ? 36 : 120) * tickMs + (chance(0.2) ? integer(0, tickMs - 1) : 0)
}

function generateSteps(setting: Setting): Step[] {
  const { chance, integer, pick, shuffle, pace, earlier } = setting
  const { tickMs, start } = pace
  const steps: Step[] = []
  let last: number | null = null
  for (let i = integer(1, setting.remembers ? 8 : setting.sessions ? 18 : 14); i > 0; i--) {
    last = last === null ? instant(setting) : generateInstantAfter(setting, last)
    const event = generateEventOf(setting, i, last)
    const delay = chance(0.6) ? integer(0, tickMs / 2) : integer(0, setting.sessions ? 20 : 90) * tickMs
    const now = event.at + (chance(0.3) ? 0 : delay)
    steps.push({ type: 'event', event, now })
    if (chance(0.1)) steps.push({ type: 'event', event, now: now + integer(0, 30) * tickMs })
  }
  const happenings = steps.flatMap((step) => (step.type === 'event' ? [step.event.at] : []))
  const learnedAt = () => (chance(0.5) ? pick(happenings) : instant(setting))
  if (chance(0.3))
    steps.push({ type: 'facts', facts: { identity: { unit: pick(['u', 'v', 'w']) } }, now: learnedAt() })
  for (let i = integer(0, 3); i > 0; i--) steps.push({ type: 'pause', now: instant(setting) })
  for (let i = integer(0, 3); i > 0; i--) {
    const geo = pick([{ country: 'US' }, { country: 'DE' }, {}])
    steps.push({ type: 'facts', facts: { geo }, now: learnedAt() })
  }
  if (chance(0.3)) {
    steps.push({ type: 'release', count: integer(0, earlier.length), now: start - 1 })
    steps.push({ type: 'release', count: earlier.length, now: instant(setting) })
  }
  return shuffle(steps).toSorted((a, b) => a.now - b.now)
}

/** The same instant, one at which something of it ends, or any other. */
function generateInstantAfter(setting: Setting, last: number): number {
  const { chance, pick, pace } = setting
  if (chance(0.25)) return last
  return chance(0.25) ? last + (parseDuration(pick(pace.windows.slice(0, -2))) ?? 0) : instant(setting)
}

function generateEventOf(setting: Setting, index: number, at: number): ProfileEvent {
  const { chance, integer, pick, names, prices, scoreShare } = setting
  const base = { id: `m${integer(0, 9)}${index}`, at, ...(chance(0.5) && { sequence: integer(1, 3) }) }
  if (chance(0.2)) return { ...base, type: 'identify', name: '', traits: generateTraits(setting) }
  if (chance(scoreShare))
    return { ...base, type: 'track', name: 'Score Updated', properties: generateScoreOf(setting) }
  const properties: Record<string, Json> = {}
  if (chance(0.8)) properties['item'] = pick(ITEMS)
  if (chance(0.7)) properties['price'] = chance(0.1) ? pick(['12', true, null]) : pick(prices)
  if (chance(0.3)) properties['tags'] = pick([['x'], ['x', 'y'], [], ['z', 'z']])
  if (chance(0.2)) properties['due'] = new Date(instant(setting)).toISOString()
  if (!setting.sessions)
    return { ...base, type: 'track', name: pick(names), properties, channel: pick(['web', 'server']) }
  const context: JsonObject = {
    ...(chance(0.3) && { device: { id: pick(['p', '7']) } }),
    ...(chance(0.25) && { campaign: pick(CAMPAIGNS) }),
    ...(chance(0.4) && { page: { url: pick(PAGES) } }),
  }
  const channel = chance(0.8) ? pick(['web', 'web', 'mobile', 'server']) : undefined
  const told = { ...base, context, ...(channel !== undefined && { channel }) }
  if (chance(0.25)) {
    const isPage = chance(0.7)
    const name = isPage ? 'Page Viewed' : 'Screen Viewed'
    const page = isPage ? { url: pick(PAGES) } : { name: pick(PAGES) }
    return { ...told, type: isPage ? 'page' : 'screen', name, properties: chance(0.8) ? page : {} }
  }
  if (chance(0.3))
    return {
      ...told,
      type: 'track',
      name: 'Page Engaged',
      properties: { seconds: pick<Json>([10, 10, 30, 60, 'long']) },
    }
  return { ...told, type: 'track', name: pick(names), properties }
}

function generateScoreOf({ pick, chance }: Setting): JsonObject {
  const value = pick([0.2, 0.5, 0.7, 'high'])
  return { model: pick(['churn', 'value']), value, ...(chance(0.3) && { output: 'probability' }) }
}

function generateTraits(setting: Setting): JsonObject {
  const { pick, pace } = setting
  const day = new Date(pace.start + 86_400_000 * pick([0, 1, 2]))
  return pick<JsonObject>([
    { plan: pick(['free', 'pro', null]) },
    { due: new Date(instant(setting)).toISOString() },
    { due: instant(setting), plan: 'pro' },
    {
      born: pick([
        `2003-${day.toISOString().slice(5, 10)}`.replace('02-29', '03-01'),
        '2003-02-28',
        '2004-02-29',
        'no date',
      ]),
    },
  ])
}
