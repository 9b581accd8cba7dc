import { toPointer } from '../../problem/index.ts'
import { distinguishableCount } from '../aggregate/fold.ts'
import type { Condition } from '../condition.ts'
import { countRange } from '../plan/count-range.ts'
import type { Lint } from './lint.ts'
import type { PlacedCondition } from './placed-condition.ts'

/** An instant in JSON: thirteen digits and a comma. */
const INSTANT_BYTES = 14
/** A mark of a value in JSON, at the longest: sixteen characters, quotes and a comma. */
const MARK_BYTES = 19

/**
 * Conditions whose own numbers make their state large: high thresholds, long sequences. How much a state grows with what
 * a visitor does is not known here.
 */
export function findLargeStates(conditions: readonly PlacedCondition[], stateBytes: number): Lint[] {
  return conditions.flatMap(({ condition, path }) => {
    const { member, bytes } = stateOf(condition)
    if (bytes <= stateBytes) return []
    return [
      {
        lint: 'largeState',
        pointer: toPointer([...path, member]),
        found: `a number that takes up to ${inBytes(bytes)} of each profile to remember`,
        expected: `one for which ${inBytes(stateBytes)} are enough`,
      },
    ]
  })
}

/** What a condition may keep of one profile, and the member of it that says how much. */
function stateOf(condition: Condition): { readonly member: string; readonly bytes: number } {
  const nothing = { member: '', bytes: 0 }
  if (!('kind' in condition)) return nothing
  if (condition.kind === 'sequence') {
    const places = condition.steps.reduce((sum, { times = 1 }) => sum + times, 0)
    return { member: 'steps', bytes: places * 3 * INSTANT_BYTES }
  }
  if (condition.kind !== 'event') return nothing
  const { agg = 'count', op = { gte: 1 }, window } = condition
  if (typeof agg === 'object') {
    if (!('distinct' in agg)) return nothing
    const each = window === 'ever' ? MARK_BYTES : INSTANT_BYTES + MARK_BYTES
    return { member: 'op', bytes: distinguishableCount(op) * each }
  }
  const range = countRange(op)
  // Of all that ever was only the number is kept; of other windows than trailing ones the events themselves.
  if ('always' in range || typeof window !== 'string' || window === 'ever') return nothing
  return { member: 'op', bytes: (range.max === Infinity ? range.min : range.max + 1) * INSTANT_BYTES }
}

function inBytes(bytes: number): string {
  return `${bytes.toLocaleString('en-US')} bytes`
}
