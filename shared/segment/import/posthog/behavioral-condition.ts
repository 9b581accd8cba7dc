import type { JsonObject } from '../../../json.ts'
import { describeChoice, describeValue } from '../../../problem/index.ts'
import { type Duration, parseDuration } from '../../duration.ts'
import type { Match } from '../../match.ts'
import type { Op } from '../../op.ts'
import type { Window } from '../../window/window.ts'
import { asText } from '../as-text.ts'
import type { Place } from '../import-report.ts'
import type { Condition } from '../../condition.ts'
import type { PostHogContext } from './posthog-context.ts'
import { readMatch } from './read-match.ts'
import { readCount } from './read-number.ts'
import { readSpan } from './read-span.ts'
import { readWindow } from './read-window.ts'

/** PostHog's own ceiling is lower; this one only keeps a typing error from filling the memory. */
const MAX_PERIODS = 1000

const KINDS = [
  'performed_event',
  'performed_event_multiple',
  'performed_event_first_time',
  'performed_event_sequence',
  'performed_event_regularly',
  'stopped_performing_event',
  'restarted_performing_event',
]

/**
 * What somebody did. The meaning of each kind is that of PostHog's cohort queries:
 * {@link https://github.com/PostHog/posthog/blob/master/posthog/hogql_queries/hogql_cohort_query.py},
 * {@link https://posthog.com/docs/data/cohorts}.
 */
export function behavioralCondition(
  filter: JsonObject,
  place: Place,
  context: PostHogContext,
): Condition | null {
  const { report } = context
  const kind = asText(filter['value'])
  if (!KINDS.includes(kind)) {
    return report.refuse(
      [...place, 'value'],
      describeValue(filter['value']),
      'no behaviour that is known here',
      describeChoice('a behaviour', kind, KINDS),
    )
  }
  const match = readMatch(filter, 'first', place, context)
  switch (kind) {
    case 'performed_event': {
      const window = readWindow(filter, place, report)
      return match && window !== null ? { kind: 'event', ...match, window } : null
    }
    case 'performed_event_multiple': {
      const window = readWindow(filter, place, report)
      const op = readCountOp(filter, place, context)
      return match && window !== null && op ? { kind: 'event', ...match, window, op } : null
    }
    case 'performed_event_first_time': {
      const window = readWindow(filter, place, report)
      return match && window !== null ? firstTime(match, window) : null
    }
    case 'performed_event_sequence':
      return sequence(filter, match, place, context)
    case 'performed_event_regularly':
      return regularly(filter, match, place, context)
    default: {
      const spans = readSpans(filter, place, context)
      if (!match || !spans) return null
      const [whole, recent] = spans
      const earlier: Window = { between: [whole, recent] }
      return kind === 'stopped_performing_event'
        ? {
            all: [
              { kind: 'event', ...match, window: earlier },
              { kind: 'event', ...match, window: recent, op: { eq: 0 } },
            ],
          }
        : {
            all: [
              { kind: 'event', ...match, window: recent },
              { kind: 'event', ...match, window: earlier, op: { eq: 0 } },
              { not: firstTime(match, recent) },
            ],
          }
    }
  }
}

/** The first of all such events lies in the window: there was one before which there had been none. */
function firstTime(match: Match, window: Window): Condition {
  return {
    kind: 'asOf',
    anchor: match,
    holds: { kind: 'event', ...match, window: 'ever', op: { eq: 0 } },
    window,
  }
}

function sequence(
  filter: JsonObject,
  first: Match | null,
  place: Place,
  context: PostHogContext,
): Condition | null {
  const { report } = context
  const second = readMatch(filter, 'second', place, context)
  const completedIn = readWindow(filter, place, report)
  const within = readSpan(filter, 'seq_time', place, report)
  if (!first || !second || completedIn === null || within === null) return null
  report.note(
    place,
    'performed_event_sequence',
    'the second event lies in the window; the first may lie before it, by as much as may be between them',
  )
  return { kind: 'sequence', steps: [first, { ...second, within }], completedIn }
}

/** So often in each of so many of the last periods, counted back from now. */
function regularly(
  filter: JsonObject,
  match: Match | null,
  place: Place,
  context: PostHogContext,
): Condition | null {
  const { report } = context
  const { total_periods: total, min_periods: min } = filter
  const op = readCountOp(filter, place, context)
  const [periods, least] = [readCount(total), readCount(min)]
  if (periods === null || least === null || least > periods || periods > MAX_PERIODS) {
    return report.refuse(
      [...place, 'min_periods'],
      `${describeValue(min)} of ${describeValue(total)}`,
      'no number of periods',
      'at least so many of so many, such as 3 of 4',
    )
  }
  const bounds = Array.from({ length: periods }, (_, index) =>
    readSpan(filter, 'time', place, report, index + 1),
  )
  if (!match || !op || bounds.includes(null)) return null
  report.note(
    place,
    'performed_event_regularly',
    'periods are counted back from now, to the millisecond; PostHog counts them in whole days of its calendar, up to yesterday',
  )
  const spans = bounds.filter((span) => span !== null)
  return {
    atLeast: least,
    of: spans.map((span, index): Condition => {
      const nearer = spans[index - 1]
      return {
        kind: 'event',
        ...match,
        window: nearer === undefined ? span : { between: [span, nearer] },
        op,
      }
    }),
  }
}

/** How far back the whole goes, and since when it is recent. */
function readSpans(
  filter: JsonObject,
  place: Place,
  { report }: PostHogContext,
): readonly [Duration, Duration] | null {
  const whole = readSpan(filter, 'time', place, report)
  const recent = readSpan(filter, 'seq_time', place, report)
  if (whole === null || recent === null) return null
  if ((parseDuration(whole) ?? 0) > (parseDuration(recent) ?? 0)) return [whole, recent]
  return report.refuse(
    [...place, 'seq_time_value'],
    `${recent} within ${whole}`,
    'PostHog refuses it too: the recent part must be the shorter one',
    'the longer length in time_value',
  )
}

function readCountOp(filter: JsonObject, place: Place, { report }: PostHogContext): Op | null {
  const { operator: given = null, operator_value: value } = filter
  const operator = given === null ? 'eq' : asText(given)
  const count = readCount(value)
  if (count === null) {
    return report.refuse(
      [...place, 'operator_value'],
      describeValue(value),
      'PostHog counts from one up',
      'performed_event with negation, for never',
    )
  }
  switch (operator) {
    case 'gte':
      return { gte: count }
    case 'gt':
      return { gt: count }
    case '':
    case 'eq':
    case 'exact':
      return { eq: count }
    case 'lte':
    case 'lt': {
      const most = operator === 'lte' ? count : count - 1
      if (most === 0) return refuseOperator(`${operator} ${count}`, 'nobody can fit', place, report)
      report.note(
        [...place, 'operator'],
        operator,
        '“at most” leaves out those who never did it: PostHog counts only people who have such an event',
      )
      return { between: [1, most] }
    }
    default:
      return refuseOperator(describeValue(given), 'not a comparison of counts', place, report)
  }
}

function refuseOperator(found: string, why: string, place: Place, report: PostHogContext['report']): null {
  return report.refuse([...place, 'operator'], found, why, 'gte, gt, eq, lt or lte, with a count above zero')
}
