import type {
  AbsenceCondition,
  Aggregation,
  BindingMatch,
  Condition,
  EventCondition,
  PickCondition,
  SequenceCondition,
} from '../condition.ts'
import type { ComputedTrait } from '../computed-trait.ts'
import type { Match } from '../match.ts'
import type { Segment } from '../segment.ts'
import { describeDuration } from './describe-duration.ts'
import { describeOp, describeTimes, times } from './describe-op.ts'
import { describePath, describeWhere, type Nouns } from './describe-where.ts'
import { describeWindow } from './describe-window.ts'

/**
 * A segment's rule as a sentence that a marketer would write.
 *
 * @param computedTraits Whose names are said where the rule reads them. @default none
 */
export function describeSegment(segment: Segment, computedTraits: readonly ComputedTrait[] = []): string {
  const { when, exit, reentry = 'always' } = segment
  return [
    `Visitors who ${describeCondition(when, computedTraits)}`,
    ...describeStay(exit, computedTraits),
    ...describeReentry(reentry),
    '',
  ]
    .join('. ')
    .trim()
}

function describeStay(exit: Segment['exit'], computedTraits: readonly ComputedTrait[]): string[] {
  const { when, minStay, maxStay } = exit ?? {}
  return [
    ...(when ? [`They stay until they ${describeCondition(when, computedTraits)}`] : []),
    ...(minStay === undefined ? [] : [`They stay for at least ${describeDuration(minStay)}`]),
    ...(maxStay === undefined ? [] : [`They stay for at most ${describeDuration(maxStay)}`]),
  ]
}

function describeReentry(reentry: NonNullable<Segment['reentry']>): string[] {
  if (reentry === 'always') return []
  return reentry === 'once'
    ? ['They enter once only']
    : [`They come back after ${describeDuration(reentry.cooldown)} at the earliest`]
}

/** A condition as the end of "visitors who …". */
export function describeCondition(
  condition: Condition,
  computedTraits: readonly ComputedTrait[] = [],
): string {
  return describe(condition, new Map(computedTraits.map(({ id, name }) => [`computed.${id}`, asNoun(name)])))
}

function describe(condition: Condition, nouns: Nouns): string {
  if ('all' in condition) return list(condition.all, 'and', nouns)
  if ('any' in condition) return list(condition.any, 'or', nouns)
  if ('atLeast' in condition) {
    return `meet at least ${condition.atLeast} of these: ${condition.of.map((part) => describe(part, nouns)).join('; ')}`
  }
  if ('not' in condition) return `do not meet this: ${describe(condition.not, nouns)}`
  switch (condition.kind) {
    case 'event':
      return describeEvent(condition, nouns)
    case 'absence':
      return describeAbsence(condition, nouns)
    case 'pick':
      return describePick(condition, nouns)
    case 'sequence':
      return describeSequence(condition, nouns)
    case 'asOf': {
      const { anchor, holds, window } = condition
      return `did ${describeMatch(anchor, nouns)}${describeWindow(window)}, and just before it: ${describe(holds, withNouns(nouns, [anchor]))}`
    }
    case 'score': {
      const { model, output, op, maxAge } = condition
      const name = output === undefined ? `“${model}”` : `“${model}” (${output})`
      return `have a ${name} score ${describeOp(op)}${maxAge === undefined ? '' : `, no older than ${describeDuration(maxAge)}`}`
    }
    case 'bucket': {
      const [from, to] = condition.range
      return `are in a share of ${Number(((to - from) * 100).toFixed(2))} % of all, drawn by “${condition.seed}”`
    }
    case 'profile':
      return `have a profile where ${describeWhere(condition.where, nouns)}`
    case 'segment': {
      const { id, is, for: stayed, enteredWithin } = condition
      const long = stayed === undefined ? '' : ` for at least ${describeDuration(stayed)}`
      const lately = enteredWithin === undefined ? '' : `, since ${describeDuration(enteredWithin)} or less`
      return `are ${is === 'in' ? '' : 'not '}in the segment “${id}”${long}${lately}`
    }
  }
}

/** "Number of …" begins a name, and stands inside a sentence; "VIP points" does both. */
function asNoun(name: string): string {
  return `the ${name.replace(/^\p{Lu}(?!\p{Lu})/u, (first) => first.toLowerCase())}`
}

function list(conditions: readonly Condition[], word: 'and' | 'or', nouns: Nouns): string {
  return conditions
    .map((condition) => {
      const text = describe(condition, nouns)
      return isCompound(condition) ? `(${text})` : text
    })
    .join(`, ${word} `)
}

function isCompound(condition: Condition): boolean {
  const parts = 'all' in condition ? condition.all : 'any' in condition ? condition.any : []
  return parts.length > 1 || 'atLeast' in condition || 'not' in condition
}

function describeEvent(
  { event, where, window, agg = 'count', op = { gte: 1 } }: EventCondition,
  nouns: Nouns,
): string {
  const match = describeMatch({ event, where }, nouns)
  const period = describeWindow(window)
  if (agg !== 'count') return `have ${describeAggregation(agg)} of ${match}${period} ${describeOp(op)}`
  if ('eq' in op && op.eq === 0)
    return window === 'ever' ? `never did ${match}` : `did not do ${match}${period}`
  if ('gte' in op && op.gte === 1) return window === 'ever' ? `ever did ${match}` : `did ${match}${period}`
  return `did ${match} ${describeTimes(op)}${period}`
}

function describeAggregation(agg: Exclude<Aggregation, 'count'>): string {
  if ('sum' in agg) return `a total ${describePath(agg.sum)}`
  if ('avg' in agg) return `an average ${describePath(agg.avg)}`
  if ('min' in agg) return `a smallest ${describePath(agg.min)}`
  if ('max' in agg) return `a largest ${describePath(agg.max)}`
  return `a number of different ${describePath(agg.distinct)}`
}

/** A match as a noun: `“Order Completed” (where category is “shoes”)`. */
function describeMatch(match: Match, nouns: Nouns): string {
  const { where } = match
  const name = describeName(match)
  return where && Object.keys(where).length > 0 ? `${name} (where ${describeWhere(where, nouns)})` : name
}

function describeName(match: Match): string {
  const names = typeof match.event === 'string' ? [match.event] : match.event
  return isAny(match) ? 'anything' : names.map((one) => `“${one}”`).join(' or ')
}

function isAny({ event }: Match): boolean {
  return event === '*' || event.includes('*')
}

/** What bound events are called, some more among them. */
function withNouns(nouns: Nouns, matches: readonly BindingMatch[]): Nouns {
  const more = matches.flatMap((match): [string, string][] =>
    match.as === undefined ? [] : [[match.as, isAny(match) ? 'event' : describeName(match)]],
  )
  return new Map([...nouns, ...more])
}

function describePick({ pick, event, where, of, has, window }: PickCondition, nouns: Nouns): string {
  const match = describeMatch({ event, where }, nouns)
  const period = describeWindow(window)
  if (pick === 'mostFrequent')
    return `have as most frequent ${describePath(of ?? '')} of ${match}${period} one where ${describeWhere(has, nouns)}`
  return `did ${match}${period}, the ${pick} time with ${describeWhere(has, nouns)}`
}

function describeSequence(condition: SequenceCondition, around: Nouns): string {
  const { steps, total, completedIn, scope, key } = condition
  const nouns = withNouns(around, steps)
  const [first, ...rest] = steps.map(
    ({ event, where, times: count = 1, within, noneBetween, immediately }) => {
      const match = describeMatch({ event, where }, nouns)
      const often = count === 1 ? match : `${match} ${times(count)}`
      const limits = [
        immediately ? 'immediately' : '',
        within === undefined ? '' : `within ${describeDuration(within)}`,
        noneBetween ? `with no ${describeMatch(noneBetween, nouns)} between` : '',
      ].filter(Boolean)
      return limits.length === 0 ? often : `${often} (${limits.join(', ')})`
    },
  )
  const parts = [`did ${[first, ...rest].join(', then ')}`]
  if (key !== undefined) parts.push(`with the same ${describePath(key)}`)
  if (total !== undefined) parts.push(`all within ${describeDuration(total)}`)
  const period = describeWindow(completedIn)
  const isInThisSession = typeof completedIn === 'object' && 'session' in completedIn
  if (isInThisSession) return `${parts.join(', ')}, all in this session`
  if (scope === 'session') parts.push('all in one session')
  if (period !== '') parts.push(`the last of it${period}`)
  return parts.join(', ')
}

function describeAbsence(condition: AbsenceCondition, around: Nouns): string {
  const { after, none, within, activeFor, clearedBy, key, restart = true } = condition
  const nouns = withNouns(around, [after])
  const start = restart ? 'after the last time' : 'after it'
  const parts = [
    `did ${describeMatch(after, around)} and, within ${describeDuration(within)} ${start}, not ${describeMatch(none, nouns)}`,
  ]
  if (key !== undefined) parts.push(`for each ${describePath(key)}`)
  if (activeFor !== 'ever') parts.push(`from then on for ${describeDuration(activeFor)}`)
  if (clearedBy) parts.push(`until ${describeMatch(clearedBy, nouns)}`)
  return parts.join(', ')
}
