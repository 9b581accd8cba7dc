import { toPointer } from '../../problem/index.ts'
import type { Condition } from '../condition.ts'
import { lengthOf } from '../plan/lower/canonical.ts'
import { describeLength } from '../sentence/describe-length.ts'
import type { CalendarUnit, Window } from '../window/window.ts'
import type { Lint } from './lint.ts'
import type { PlacedCondition } from './placed-condition.ts'

const DAY_MS = 86_400_000
/** At the longest. */
const UNIT_DAYS: Readonly<Record<CalendarUnit, number>> = {
  day: 1,
  week: 7,
  month: 31,
  quarter: 92,
  year: 366,
}

/**
 * Windows that ask for events older than those that are kept. `ever` is none of them: it goes on from what it knows, and
 * nobody takes it for a number of days; nor are dates, which were once within reach.
 */
export function findBeyondRetention(conditions: readonly PlacedCondition[], retentionMs: number): Lint[] {
  return conditions.flatMap(({ condition, path }) =>
    spansOf(condition)
      .filter(({ reachMs }) => reachMs !== Infinity && reachMs > retentionMs)
      .map(({ member, reachMs }) => ({
        lint: 'beyondRetention',
        pointer: toPointer([...path, member]),
        found: `a look back over ${describeLength(reachMs)}`,
        expected: `at most ${describeLength(retentionMs)}: events are kept no longer`,
      })),
  )
}

/** How far back the members of a condition look. */
function spansOf(condition: Condition): readonly { readonly member: string; readonly reachMs: number }[] {
  if (!('kind' in condition)) return []
  switch (condition.kind) {
    case 'event':
    case 'pick':
    case 'asOf':
      return [{ member: 'window', reachMs: reachOf(condition.window) }]
    case 'sequence':
      return [{ member: 'completedIn', reachMs: reachOf(condition.completedIn) }]
    case 'absence':
      return [{ member: 'within', reachMs: lengthOf(condition.within) }]
    case 'profile':
    case 'score':
    case 'bucket':
    case 'segment':
      return []
  }
}

function reachOf(window: Window): number {
  if (typeof window === 'string') return lengthOf(window)
  if ('between' in window) return lengthOf(window.between[0])
  // As far as it was once within reach.
  if ('from' in window || 'session' in window) return Infinity
  return (1 - (window.offset ?? 0)) * UNIT_DAYS[window.calendar] * DAY_MS
}
