import type { ComputedTrait, Condition, Segment, Where, Window } from '../../shared/segment/index.ts'
import type { Case, Step } from './case.ts'
import { tellAll } from './told.ts'

/**
 * What a case asks of the engine, as names: kinds of condition and of window with their members, operators, what the
 * clocks and the calendar of its zone do while it lasts, and what happens to its events.
 */
export function featuresOf({ segments, computedTraits, steps, timezone }: Case): ReadonlySet<string> {
  const read = computedTraits.filter(({ id }) => JSON.stringify(segments).includes(`"computed.${id}"`))
  const rules = [...segments.flatMap(ofSegment), ...read.flatMap(ofComputed)]
  const time = ofTime(steps, timezone)
  const usesCalendar = rules.some((feature) => feature.startsWith('calendar '))
  return new Set([
    ...rules,
    ...ofSteps(steps),
    ...(JSON.stringify(segments).includes('ession') ? ofSessions(segments, steps) : []),
    ...time,
    ...(usesCalendar ? [`zone ${timezone}`, ...time.map((what) => `${what} under a calendar window`)] : []),
    ...(usesCalendar ? time.map((what) => `${what} in ${timezone}`) : []),
  ])
}

function ofSegment({ when, exit, reentry }: Segment): string[] {
  return [
    ...ofCondition(when),
    ...(exit?.when ? ofCondition(exit.when) : []),
    ...Object.keys(exit ?? {}).map((member) => `exit.${member}`),
    ...(reentry === undefined ? [] : [`reentry ${typeof reentry === 'string' ? reentry : 'cooldown'}`]),
  ]
}

function ofComputed({ agg = 'count', timezone, window }: ComputedTrait): string[] {
  const [name = ''] = typeof agg === 'string' ? [agg] : Object.keys(agg)
  return [
    `computed ${name}`,
    ...ofWindow(window),
    ...(timezone === undefined ? [] : ['computed in a zone of its own']),
  ]
}

function ofCondition(condition: Condition): string[] {
  if ('all' in condition) return ['all', ...condition.all.flatMap(ofCondition)]
  if ('any' in condition) return ['any', ...condition.any.flatMap(ofCondition)]
  if ('not' in condition) return ['not', ...ofCondition(condition.not)]
  if ('atLeast' in condition) return ['atLeast', ...condition.of.flatMap(ofCondition)]
  const { kind } = condition
  const members = Object.keys(condition).map((member) => `${kind}.${member}`)
  const refers = JSON.stringify(condition).includes('"$ref"')
  return [kind, ...members, ...partsOf(condition), ...(refers ? [`a reference in ${kind}`] : [])]
}

function partsOf(condition: Extract<Condition, { readonly kind: string }>): string[] {
  switch (condition.kind) {
    case 'event': {
      const { agg = 'count', op = { gte: 1 }, where, window } = condition
      const [name = ''] = typeof agg === 'string' ? [agg] : Object.keys(agg)
      return [`agg ${name}`, `op ${Object.keys(op).join()}`, ...ofWhere(where), ...ofWindow(window)]
    }
    case 'pick':
      return [`pick ${condition.pick}`, ...ofWhere(condition.has), ...ofWindow(condition.window)]
    case 'sequence':
      return [
        ...condition.steps.flatMap((step) => Object.keys(step).map((member) => `step.${member}`)),
        ...ofWindow(condition.completedIn),
      ]
    case 'asOf':
      return [...ofCondition(condition.holds), ...ofWindow(condition.window)]
    case 'profile':
      return ofWhere(condition.where)
    case 'absence':
    case 'score':
    case 'bucket':
    case 'segment':
      return []
  }
}

function ofWindow(window: Window): string[] {
  if (typeof window === 'string') return [window === 'ever' ? 'window ever' : 'window trailing']
  if ('calendar' in window) {
    return ['window calendar', `calendar ${window.calendar}`, `calendar offset ${window.offset ?? 'none'}`]
  }
  return [`window ${Object.keys(window).join(' ')}`]
}

/** The operators and the logic of a `where`, wherever they stand in it. */
function ofWhere(where: Where | undefined): string[] {
  return (JSON.stringify(where ?? {}).match(/"\$\w+"/g) ?? []).map((name) => JSON.parse(name) as string)
}

function ofSteps(steps: readonly Step[]): string[] {
  const events = steps.flatMap((step) => (step.type === 'event' ? [step] : []))
  const features: string[] = steps.map(({ type }) => `step ${type}`)
  for (const [index, { event, now }] of events.entries()) {
    const before = events.slice(0, index)
    features.push(`${event.type} event`)
    if (before.some((other) => other.event.at > event.at)) features.push('an event out of order')
    if (before.some((other) => other.now > event.at)) features.push('a late event')
    if (before.some((other) => other.event.id === event.id)) features.push('a repeated event')
    if (before.some((other) => other.event.at === event.at && other.event.id !== event.id))
      features.push('events of one instant')
    if (now > event.at) features.push('an event received later')
    if (event.name === 'Score Updated') features.push('a score')
  }
  return features
}

/** What becomes of sessions, in a life whose rules ask for them. */
function ofSessions(segments: readonly Segment[], steps: readonly Step[]): string[] {
  const rules = JSON.stringify(segments)
  const told = tellAll(
    steps.flatMap((step) => (step.type === 'event' ? [step.event] : [])),
    Infinity,
  )
  const numbers = told.flatMap(({ session, isDerived }) => (session === null || isDerived ? [] : [session]))
  const cuts = told.filter(
    ({ event }, index) =>
      event.name === 'Session Ended' &&
      told[index + 1]?.event.name === 'Session Started' &&
      told[index + 1]?.event.at === event.at,
  )
  return [
    ...(rules.includes('"session.') ? ['session.'] : []),
    ...(/"Session (Started|Ended)"/.test(rules) ? ['a session event in a rule'] : []),
    ...(numbers.length > 0 ? ['a session'] : []),
    ...(told.filter(({ event }) => event.name === 'Session Ended').length > cuts.length
      ? ['a session that time ends']
      : []),
    ...(cuts.length > 0 ? ['a session that a campaign ends'] : []),
    ...(numbers.some((number, index) => number < (numbers[index - 1] ?? 0))
      ? ['sessions of two devices at once']
      : []),
  ]
}

/** What the local clock and calendar do between the first instant of a life and the last. */
function ofTime(steps: readonly Step[], timezone: string): string[] {
  const instants = steps
    .flatMap((step) => (step.type === 'event' ? [step.now, step.event.at] : [step.now]))
    .toSorted((a, b) => a - b)
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone: timezone,
    dateStyle: 'short',
    timeStyle: 'medium',
  })
  // As people write it, so that it can be read as if it were UTC.
  const locals = instants.map((at) => format.format(at))
  const offsets = locals.map((local, index) => {
    const at = Math.floor((instants[index] ?? 0) / 1000) * 1000
    return Date.parse(`${local.replace(' ', 'T')}Z`) - at
  })
  const changes = offsets.slice(1).map((offset, index) => offset - (offsets[index] ?? offset))
  const years = new Set(locals.map((local) => local.slice(0, 4)))
  return [
    ...(changes.some((change) => change > 0) ? ['clocks forward'] : []),
    ...(changes.some((change) => change < 0) ? ['clocks back'] : []),
    ...(years.size > 1 ? ["a year's end"] : []),
    ...(locals.some((local) => local.slice(5, 10) === '02-29') ? ['a leap day'] : []),
  ]
}
