import type { Json } from '../../json.ts'
import type { Moment } from '../leaf/measure.ts'
import type { ValueTest } from '../where/value-test.ts'

/** Nothing is timed beyond: dates that come round do so for ever. Fixed, so that the answer depends on no clock. */
const HORIZON = Date.UTC(2200, 0)

/**
 * Does a value meet a test, and until when: the first instant at which the value becomes one for which the answer is
 * another, or time makes it another for the same value. `Infinity`: for ever.
 */
export function holdsWhile(
  test: ValueTest,
  course: Iterable<Moment>,
): { readonly holds: boolean; readonly until: number } {
  let answer: boolean | null = null
  let since = 0
  let value: Json = null
  for (const [at, next] of course) {
    const flip = answer === null ? Infinity : flipsBetween(test, value, answer, since, at)
    if (answer !== null && flip < at) return { holds: answer, until: flip }
    const holds = test.holds(next, at)
    if (answer !== null && holds !== answer) return { holds: answer, until: at }
    answer = holds
    since = at
    value = next
  }
  if (answer === null) throw new Error('the course of a value has no beginning')
  return { holds: answer, until: flipsBetween(test, value, answer, since, HORIZON) }
}

/** The first instant after `from` and before `until` at which time gives another answer; `Infinity`: none. */
function flipsBetween(test: ValueTest, value: Json, answer: boolean, from: number, until: number): number {
  if (!test.mayChangeAt) return Infinity
  for (let at = test.mayChangeAt(value, from); at < until; at = test.mayChangeAt(value, at)) {
    if (test.holds(value, at) !== answer) return at
  }
  return Infinity
}
