// The engine's judge: evaluates rules by filtering and sorting the whole log, with no thought of speed. It shares
// nothing with the engine but types, and takes the meaning of `where` from GrowthBook's own package.
import { evalCondition } from '@growthbook/growthbook'
import type { Facts } from '../../shared/event/facts.ts'
import type { ProfileEvent } from '../../shared/event/profile-event.ts'
import type { Json } from '../../shared/json.ts'
import type {
  Aggregation,
  ComputedTrait,
  Condition,
  FactsChange,
  Match,
  Op,
  Segment,
  Window,
} from '../../shared/segment/index.ts'
import { currentOf, sessionOf, tellAll, type Told } from './told.ts'

/** All that is known of a profile. Events in any order. */
export interface World {
  readonly events: readonly ProfileEvent[]
  /** What the edge learned, in the order in which it did. */
  readonly facts: readonly FactsChange[]
  readonly segments: readonly Segment[]
  readonly computedTraits: readonly ComputedTrait[]
  readonly timezone: string
  /** The events that have a name where a condition stands. */
  readonly named?: Named
  /** Of a moment in the past all that had been told before it, where that is not what the events tell. */
  readonly told?: readonly Told[]
}

type Named = Readonly<Record<string, object>>

/** Does a condition hold at `now`? Null: unknown. */
export function judge(condition: Condition, world: World, now: number): boolean | null {
  if ('all' in condition) return atLeast(condition.all.length, condition.all, world, now)
  if ('any' in condition) return atLeast(1, condition.any, world, now)
  if ('atLeast' in condition) return atLeast(condition.atLeast, condition.of, world, now)
  if ('not' in condition) {
    const inner = judge(condition.not, world, now)
    return inner === null ? null : !inner
  }
  switch (condition.kind) {
    case 'event': {
      const found = inWindow(condition.window, world, now).filter((event) =>
        fits(condition, event, world.named),
      )
      return judgeAggregate(condition.agg ?? 'count', found, condition.op ?? { gte: 1 })
    }
    case 'absence':
      return judgeAbsence(condition, world, now)
    case 'pick':
      return judgePick(condition, world, now)
    case 'sequence': {
      const window = inWindow(condition.completedIn, world, now)
      return completions(condition, world, now).some((event) => window.includes(event))
    }
    case 'asOf':
      return inWindow(condition.window, world, now).some((anchor) => {
        const named = name(condition.anchor, anchor, condition.holds, world.named)
        if (named === null || !fits(condition.anchor, anchor, world.named)) return false
        const all = tellUpTo(world, now)
        const told = all.slice(
          0,
          all.findIndex(({ event }) => event === anchor),
        )
        // What is learned at an instant is learned after what happens at it.
        const facts = world.facts.filter(({ at }) => at < anchor.at)
        return judge(condition.holds, { ...world, told, facts, named }, anchor.at) === true
      })
    case 'score': {
      const { model, output = null, op, maxAge } = condition
      const newest = known(world, now).findLast(
        (event) =>
          event.name === 'Score Updated' &&
          read(event, 'properties.model') === model &&
          read(event, 'properties.output') === output &&
          typeof read(event, 'properties.value') === 'number',
      )
      if (!newest || (maxAge !== undefined && newest.at <= now - milliseconds(maxAge))) return null
      return compare(Number(read(newest, 'properties.value')), op)
    }
    case 'bucket': {
      const unit = read(factsAt(world, now), 'identity.unit')
      if (typeof unit !== 'string') return null
      const place = (fnv(String(fnv(`${condition.seed}${unit}`))) % 10_000) / 10_000
      return place >= condition.range[0] && place < condition.range[1]
    }
    case 'profile':
      return meets(
        condition.where,
        {
          ...factsAt(world, now),
          traits: traitsAt(world, now),
          computed: computedAt(world, now),
          session: sessionOf(tellUpTo(world, now)),
        },
        now,
      )
    case 'segment':
      return judgeReference(condition, world, now)
  }
}

function judgeReference(
  condition: Extract<Condition, { kind: 'segment' }>,
  world: World,
  now: number,
): boolean | null {
  const segment = world.segments.find(({ id }) => id === condition.id)
  if (!segment) throw new Error(`no segment ${condition.id}`)
  const holds = judge(segment.when, world, now)
  const { in: inside, since } = membershipAt(segment, world, now)
  if (!inside && holds === null) return null
  if (inside !== (condition.is === 'in')) return false
  const age = now - since
  if (condition.for !== undefined && age < milliseconds(condition.for)) return false
  return condition.enteredWithin === undefined || age < milliseconds(condition.enteredWithin)
}

interface Change {
  readonly in: boolean
  readonly since: number
}

/** Is one a member at `now`, and since when? */
export function membershipAt(segment: Segment, world: World, now: number): Change {
  if (!isRemembered(segment.id, world))
    return { in: judge(segment.when, world, now) === true, since: -Infinity }
  const birth = Math.min(...world.events.map(({ at }) => at))
  if (!(birth <= now)) return { in: false, since: -Infinity }
  const changes = changesOf(segment, world, birth)
  return changes.findLast(({ since }) => since <= now) ?? { in: false, since: -Infinity }
}

function isRemembered(id: string, { segments }: World): boolean {
  const own = segments.find((segment) => segment.id === id)
  if (own?.exit || (own?.reentry && own.reentry !== 'always')) return true
  const text = JSON.stringify(segments)
  return new RegExp(`"kind":"segment","id":"${id}","is":"(in|out)","(for|enteredWithin)"`).test(text)
}

const lives = new WeakMap<World, Map<string, Change[]>>()

/** Walks through every instant at which anything could change, from birth on. */
function changesOf(segment: Segment, world: World, birth: number): Change[] {
  const known = lives.get(world) ?? new Map<string, Change[]>()
  lives.set(world, known)
  const kept = known.get(segment.id)
  if (kept) return kept
  const durations = [
    ...new Set(
      JSON.stringify([world.segments, world.computedTraits]).match(/(?<=")P[\dWDTHMS.]+(?=")/g) ?? [],
    ),
  ].map(milliseconds)
  const others = restsOn(segment, world)
    .filter(({ id }) => isRemembered(id, world))
    .flatMap((other) => changesOf(other, world, birth).map(({ since }) => since))
  const told = tellUpTo(world, Infinity).map(({ event }) => event.at)
  // Dates that events carry, which rules read of computed traits.
  const dates = JSON.stringify(world.events)
    .match(/(?<=")\d{4}-\d\d-\d\dT[\d:.]+Z(?=")/g)
    ?.map((date) => Date.parse(date))
    .flatMap((at) => [at, ...durations.map((duration) => at - duration)])
  const once = [...told, ...world.facts.map(({ at }) => at), ...others, ...(dates ?? [])]
  const twice = once.flatMap((at) => [at, ...durations.map((duration) => at + duration)])
  const instants = new Set(twice.flatMap((at) => [at, ...durations.map((duration) => at + duration)]))
  const pending = [...instants].filter((at) => at >= birth).toSorted((a, b) => a - b)

  const { exit, reentry } = segment
  const [minStay, maxStay] = [
    milliseconds(exit?.minStay ?? ''),
    exit?.maxStay ? milliseconds(exit.maxStay) : Infinity,
  ]
  const cooldown = typeof reentry === 'object' ? milliseconds(reentry.cooldown) : 0
  const changes: Change[] = []
  let inside = false
  let since = -Infinity
  let wasOtherwise = true
  const later = (at: number) => {
    if (Number.isFinite(at) && !pending.includes(at))
      pending.splice(pending.findLastIndex((other) => other < at) + 1, 0, at)
  }
  for (let at = pending.shift(); at !== undefined; at = pending.shift()) {
    const when = judge(segment.when, world, at) === true
    const out = exit?.when ? judge(exit.when, world, at) === true : !when
    if (inside) {
      const mayLeave = at - since >= minStay
      if ((out && mayLeave) || at - since >= maxStay) {
        inside = false
        since = at
        wasOtherwise = !when
        changes.push({ in: false, since })
        later(at + cooldown)
      }
      continue
    }
    wasOtherwise ||= !when
    if (!when || out || !wasOtherwise || at - since < cooldown) continue
    if (reentry === 'once' && changes.length > 0) continue
    inside = true
    since = at
    changes.push({ in: true, since })
    later(at + minStay)
    later(at + maxStay)
  }
  known.set(segment.id, changes)
  return changes
}

/** The segments that a segment refers to, and those that they refer to. */
function restsOn({ id, when, exit }: Segment, world: World): Segment[] {
  const text = JSON.stringify([when, exit ?? null])
  return world.segments
    .filter((other) => other.id !== id && text.includes(`"id":"${other.id}"`))
    .flatMap((other) => [other, ...restsOn(other, world)])
}

function atLeast(need: number, conditions: readonly Condition[], world: World, now: number): boolean | null {
  const answers = conditions.map((condition) => judge(condition, world, now))
  if (answers.filter((answer) => answer === true).length >= need) return true
  return answers.filter((answer) => answer !== false).length >= need ? null : false
}

/** The events up to now and what is derived from them, in order. */
function known(world: World, now: number): ProfileEvent[] {
  return tellUpTo(world, now).map(({ event }) => event)
}

interface Telling {
  /** Where no rule asks for sessions none need be found. */
  readonly hasSessions: boolean
  readonly byInstant: Map<number, readonly Told[]>
}

const tellings = new WeakMap<World, Telling>()

function tellUpTo(world: World, now: number): readonly Told[] {
  if (world.told) return world.told
  const rules = () => JSON.stringify([world.segments, world.computedTraits])
  const telling = tellings.get(world) ?? {
    hasSessions: /session|Session|"immediately"/.test(rules()),
    byInstant: new Map<number, readonly Told[]>(),
  }
  tellings.set(world, telling)
  const told = telling.byInstant.get(now) ?? tellAll(world.events, now, telling.hasSessions)
  telling.byInstant.set(now, told)
  return told
}

/** The events of a window, in order. */
function inWindow(window: Window, world: World, now: number): ProfileEvent[] {
  const log = known(world, now)
  if (window === 'ever') return log
  if (typeof window === 'string') return log.filter(({ at }) => at > now - milliseconds(window))
  if ('between' in window) {
    const [from, to] = window.between.map(milliseconds)
    return log.filter(({ at }) => at > now - (from ?? 0) && at <= now - (to ?? 0))
  }
  if ('from' in window) {
    const [from, to] = [Date.parse(window.from), window.to === undefined ? Infinity : Date.parse(window.to)]
    return log.filter(({ at }) => at >= from && at < to)
  }
  if ('session' in window) {
    const told = tellUpTo(world, now)
    const current = currentOf(told)
    return told.filter(({ session }) => session !== null && session === current).map(({ event }) => event)
  }
  const { calendar, offset = 0 } = window
  const unit = unitOf(now, calendar, world.timezone) + offset
  return log.filter(({ at }) => unitOf(at, calendar, world.timezone) === unit)
}

const formats = new Map<string, Intl.DateTimeFormat>()

/** The number of a calendar's unit, read off the local date as people write it. */
function unitOf(at: number, unit: string, timezone: string): number {
  const format =
    formats.get(timezone) ?? new Intl.DateTimeFormat('sv-SE', { timeZone: timezone, dateStyle: 'short' })
  formats.set(timezone, format)
  const [year = 0, month = 0, day = 0] = format.format(at).split('-').map(Number)
  const days = Math.round(Date.UTC(year, month - 1, day) / 86_400_000)
  if (unit === 'day') return days
  // Monday, 5 January 1970, begins week 1.
  if (unit === 'week') return Math.floor((days - 4) / 7) + 1
  if (unit === 'month') return year * 12 + month
  return unit === 'quarter' ? year * 4 + Math.ceil(month / 3) : year
}

function judgeAggregate(agg: Aggregation, events: readonly ProfileEvent[], op: Op): boolean {
  if (agg === 'count') return compare(events.length, op)
  const [[name, path] = ['', '']] = Object.entries(agg)
  const values = events.map((event) => read(event, path)).filter((value) => value !== null)
  if (name === 'distinct') return compare(new Set(values.map((value) => JSON.stringify(value))).size, op)
  const numbers = values.filter((value) => typeof value === 'number')
  if (name === 'sum') return compare(trueSum(numbers), op)
  if (numbers.length === 0) return false
  if (name === 'avg') return compare(trueSum(numbers) / numbers.length, op)
  return compare(name === 'min' ? Math.min(...numbers) : Math.max(...numbers), op)
}

/** The sum with no rounding on the way: whole numbers of 2^-80. */
function trueSum(numbers: readonly number[]): number {
  const unit = 2 ** 80
  return Number(numbers.reduce((sum, number) => sum + BigInt(number * unit), 0n)) / unit
}

/** The values of all computed traits, each made anew of the whole log. */
export function computedAt(world: World, now: number): Record<string, Json> {
  return Object.fromEntries(world.computedTraits.map((trait) => [trait.id, valueOf(trait, world, now)]))
}

function valueOf(trait: ComputedTrait, world: World, now: number): Json {
  const { window, agg = 'count', timezone = world.timezone } = trait
  const found = inWindow(window, { ...world, timezone }, now).filter((event) => fits(trait, event))
  if (agg === 'count') return found.length
  const [[name, path] = ['', '']] = Object.entries(agg)
  const values = found.map((event) => read(event, path)).filter((value) => value !== null)
  const numbers = values.filter((value) => typeof value === 'number')
  switch (name) {
    case 'sum':
      return trueSum(numbers)
    case 'avg':
      return numbers.length === 0 ? null : trueSum(numbers) / numbers.length
    case 'min':
      return numbers.toSorted((a, b) => a - b)[0] ?? null
    case 'max':
      return numbers.toSorted((a, b) => b - a)[0] ?? null
    case 'first':
      return values[0] ?? null
    case 'last':
      return values.at(-1) ?? null
    case 'mostFrequent': {
      const often = (value: Json) =>
        values.filter((other) => JSON.stringify(other) === JSON.stringify(value)).length
      return values.findLast((value) => often(value) === Math.max(...values.map(often))) ?? null
    }
    default:
      return [...new Set(values.toReversed().map((value) => JSON.stringify(value)))].map((text) =>
        JSON.parse(text),
      )
  }
}

function judgePick(condition: Extract<Condition, { kind: 'pick' }>, world: World, now: number): boolean {
  const { pick, of, has, window } = condition
  const found = inWindow(window, world, now).filter(
    (event) => fits(condition, event, world.named) && (of === undefined || read(event, of) !== null),
  )
  if (pick !== 'mostFrequent') {
    const picked = pick === 'first' ? found[0] : found.at(-1)
    return picked !== undefined && fits({ event: picked.name, where: has }, picked, world.named)
  }
  const values = found.map((event) => JSON.stringify(read(event, of ?? '')))
  const often = (value: string) => values.filter((other) => other === value).length
  const most = Math.max(...values.map(often))
  const winner = values.findLast((value) => often(value) === most)
  if (winner === undefined || of === undefined) return false
  const nested = of.split('.').reduceRight<unknown>((inner, key) => ({ [key]: inner }), JSON.parse(winner))
  return meets(has, nested as object, now, world.named)
}

/** The last events of all choices that fit the steps: every choice is tried. */
function completions(
  { steps, total, key, scope }: Extract<Condition, { kind: 'sequence' }>,
  world: World,
  now: number,
): ProfileEvent[] {
  const found: ProfileEvent[] = []
  const places = steps.flatMap((step) =>
    Array.from({ length: step.times ?? 1 }, (_, n) => ({ step, isFirst: n === 0 })),
  )
  const search = (log: readonly ProfileEvent[], chosen: readonly number[], named = world.named) => {
    const wanted = places[chosen.length]
    const lastIndex = chosen.at(-1) ?? -1
    const last = log[lastIndex]
    if (!wanted) {
      if (last) found.push(last)
      return
    }
    const { step } = wanted
    // The last event of the step before: where this step's own choices begin, one earlier.
    const own =
      chosen.length - (places.findLastIndex(({ isFirst }, index) => isFirst && index <= chosen.length) ?? 0)
    const before = log[chosen[chosen.length - own - 1] ?? -1] ?? log[chosen[0] ?? -1]
    const start = log[chosen[0] ?? -1]
    for (let index = lastIndex + 1; index < log.length; index++) {
      const event = log[index]
      if (!event || !fits(step, event, named)) continue
      if (step.within !== undefined && before && event.at - before.at > milliseconds(step.within)) continue
      if (total !== undefined && start && event.at - start.at > milliseconds(total)) continue
      const between = chosen.length === 0 ? [] : log.slice(lastIndex + 1, index)
      if (step.immediately && !isNextOfSession(log[lastIndex], between, event)) continue
      if (between.some((other) => step.noneBetween && fits(step.noneBetween, other, named))) continue
      const next = name(step, event, steps, named)
      if (next) search(log, [...chosen, index], next)
    }
  }
  const sessions = new Map(tellUpTo(world, now).map(({ event, session }) => [event, session]))
  const isNextOfSession = (
    before: ProfileEvent | undefined,
    between: readonly ProfileEvent[],
    event: ProfileEvent,
  ) => {
    const session = sessions.get(event) ?? null
    if (session === null || !before || sessions.get(before) !== session) return false
    return !between.some((other) => sessions.get(other) === session && fits({ event: '*' }, other))
  }
  const marks = (event: ProfileEvent) => [
    ...(key === undefined ? [] : [read(event, key)]),
    ...(scope === 'session' ? [sessions.get(event) ?? null] : []),
  ]
  const all = known(world, now)
  const apart = new Set(all.map((event) => JSON.stringify(marks(event))))
  for (const mark of apart) {
    if (JSON.parse(mark).includes(null)) continue
    search(
      all.filter((event) => JSON.stringify(marks(event)) === mark),
      [],
    )
  }
  return found
}

function fnv(text: string): number {
  let hash = 2_166_136_261n
  for (const unit of text) hash = ((hash ^ BigInt(unit.charCodeAt(0))) * 16_777_619n) % 2n ** 32n
  return Number(hash)
}

function judgeAbsence(
  condition: Extract<Condition, { kind: 'absence' }>,
  world: World,
  now: number,
): boolean {
  const { after, none, clearedBy, restart = true, key } = condition
  const within = milliseconds(condition.within)
  const activeFor = condition.activeFor === 'ever' ? Infinity : milliseconds(condition.activeFor)
  const keyOf = (event: ProfileEvent) =>
    key === undefined ? 'the only one' : JSON.stringify(read(event, key))
  const log = known(world, now).filter((event) => keyOf(event) !== 'null')
  return log.some((start, place) => {
    if (!fits(after, start, world.named)) return false
    const named = name(after, start, condition, world.named)
    if (!named) return false
    /** Everything that is referred to of two starts is the same. */
    const isLike = (other: ProfileEvent) =>
      pathsAsked(after, condition).every((path) => read(dated(other), path) === read(dated(start), path))
    const confirmedAt = start.at + within
    if (now < confirmedAt || now >= confirmedAt + activeFor) return false
    const same = log.filter((event) => keyOf(event) === keyOf(start))
    const answered = same.some(
      (event) =>
        log.indexOf(event) > place &&
        event.at <= confirmedAt &&
        (fits(none, event, named) || (restart && fits(after, event, world.named) && isLike(event))),
    )
    const cleared = same.some(
      (event) => clearedBy && fits(clearedBy, event, named) && event.at >= confirmedAt,
    )
    return !answered && !cleared
  })
}

/** What was known of the visitor at an instant. */
function factsAt(world: World, now: number): Facts {
  const learned = world.facts.filter(({ at }) => at <= now)
  return Object.assign({}, ...learned.map(({ facts }) => facts)) as Facts
}

function traitsAt(world: World, now: number): Record<string, Json> {
  const traits: Record<string, Json> = {}
  for (const event of known(world, now)) {
    if (event.type !== 'identify') continue
    for (const [key, value] of Object.entries(event.traits ?? {})) traits[key] = value ?? null
  }
  return traits
}

/** The paths at which a condition asks for values of the event that a match names. */
function pathsAsked({ as }: { readonly as?: string | undefined }, condition: unknown): string[] {
  const references = JSON.stringify(condition).matchAll(/"\$ref":"([^".]+)\.([^"]+)"/g)
  return [...references].flatMap(([, name, path]) => (name === as && path !== undefined ? [path] : []))
}

/** The named events with one more; null: it lacks what is asked of it. */
function name(
  match: { readonly as?: string | undefined },
  event: ProfileEvent,
  condition: unknown,
  named: Named = {},
): Named | null {
  if (match.as === undefined) return named
  const lacks = pathsAsked(match, condition).some((path) => scalar(read(dated(event), path)) === null)
  return lacks ? null : { ...named, [match.as]: dated(event) }
}

function dated(event: ProfileEvent): object {
  return { ...event, timestamp: new Date(event.at).toISOString() }
}

function scalar(value: Json): string | number | boolean | null {
  return typeof value === 'object' ? null : value
}

function fits({ event: names, where }: Match, event: ProfileEvent, named: Named = {}): boolean {
  const list = typeof names === 'string' ? [names] : names
  const isDerived = ['Session Started', 'Session Ended'].includes(event.name)
  if (!(list.includes('*') && !isDerived) && !list.includes(event.name)) return false
  return !where || meets(where, dated(event), event.at, named)
}

function read(value: unknown, path: string): Json {
  let current = value as Json | undefined
  for (const key of path.split('.')) {
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, key)) return null
    current = (current as Record<string, Json | undefined>)[key]
  }
  return current ?? null
}

/** GrowthBook's condition, with the operators over time resolved first. */
function meets(where: Record<string, unknown>, value: object, now: number, named: Named = {}): boolean {
  return Object.entries(where).every(([key, condition]) => {
    if (key === '$not') return !meets(condition as Record<string, unknown>, value, now, named)
    if (key.startsWith('$')) {
      const parts = (condition as Record<string, unknown>[]).map((part) => meets(part, value, now, named))
      if (key === '$and') return parts.every(Boolean)
      const some = parts.length === 0 || parts.some(Boolean)
      return key === '$or' ? some : !some
    }
    return meetsValue(condition, read(value, key), now, named)
  })
}

function meetsValue(condition: unknown, value: Json, now: number, named: Named = {}): boolean {
  if (typeof condition !== 'object' || condition === null || Array.isArray(condition))
    return plain(condition, value)
  const operators = Object.entries(condition)
  const refers = (operand: unknown) => JSON.stringify(operand).startsWith('{"$ref":')
  if (
    !operators.some(
      ([operator, operand]) =>
        operator === '$not' || operator === '$ref' || refers(operand) || TIMED.includes(operator),
    )
  )
    return plain(condition, value)
  return operators.every(([operator, operand]) => {
    if (operator === '$not') return !meetsValue(operand, value, now)
    if (operator === '$ref' || refers(operand)) {
      const reference = String(operator === '$ref' ? operand : operand.$ref)
      const event = named[reference.slice(0, reference.indexOf('.'))]
      const bound = event ? scalar(read(event, reference.slice(reference.indexOf('.') + 1))) : null
      if (bound === null || scalar(value) === null) return false
      return plain({ [operator === '$ref' ? '$eq' : operator]: bound }, value)
    }
    if (!TIMED.includes(operator)) return plain({ [operator]: operand }, value)
    const at = typeof value === 'number' ? value : typeof value === 'string' ? Date.parse(value) : Number.NaN
    if (Number.isNaN(at)) return false
    switch (operator) {
      case '$withinLast':
        return at <= now && at > now - milliseconds(operand)
      case '$olderThan':
        return at <= now - milliseconds(operand)
      case '$withinNext':
        return at > now && at <= now + milliseconds(operand)
      case '$before':
        return at < Date.parse(operand)
      case '$after':
        return at > Date.parse(operand)
      case '$age':
        return meetsValue(operand, age(at, now), now)
      default:
        return hasAnniversary(at, now, milliseconds(operand))
    }
  })
}

const TIMED = ['$withinLast', '$olderThan', '$withinNext', '$before', '$after', '$age', '$anniversaryIn']

function plain(condition: unknown, value: Json): boolean {
  return evalCondition({ value }, { value: condition } as Parameters<typeof evalCondition>[1], {})
}

/** Full years, counted one by one. */
function age(birth: number, now: number): number {
  const born = new Date(birth)
  let years = 0
  const birthday = (year: number) =>
    Date.UTC(born.getUTCFullYear() + year, born.getUTCMonth(), born.getUTCDate())
  while (birthday(years + 1) <= now) years++
  while (birthday(years) > now) years--
  return years
}

/** Does a day on which the date comes round begin at most `ahead` from now, and end after now? */
function hasAnniversary(at: number, now: number, ahead: number): boolean {
  const date = new Date(at)
  const year = new Date(now).getUTCFullYear()
  return [year - 1, year, year + 1, year + 2].some((candidate) => {
    const start = Date.UTC(candidate, date.getUTCMonth(), date.getUTCDate())
    return start <= now + ahead && start + 24 * 3600_000 > now
  })
}

function compare(value: number, op: Op): boolean {
  if ('gte' in op) return value >= op.gte
  if ('gt' in op) return value > op.gt
  if ('lte' in op) return value <= op.lte
  if ('lt' in op) return value < op.lt
  if ('eq' in op) return value === op.eq
  if ('ne' in op) return value !== op.ne
  return value >= op.between[0] && value <= op.between[1]
}

function milliseconds(duration: string): number {
  const units: Record<string, number> = { W: 604_800_000, D: 86_400_000, H: 3_600_000, M: 60_000, S: 1000 }
  return [...duration.matchAll(/([\d.]+)([WDHMS])/g)].reduce(
    (sum, [, count, unit]) => sum + Number(count) * (units[unit ?? ''] ?? 0),
    0,
  )
}
