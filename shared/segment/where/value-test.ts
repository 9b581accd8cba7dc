import type { Json, JsonObject } from '../../json.ts'

/** What must hold of one value. */
export interface ValueTest {
  readonly holds: (actual: Json, now: number) => boolean
  /**
   * The first instant after `now` at which the answer for this value may become another; `Infinity`: never.
   * Absent where time plays no part.
   */
  readonly mayChangeAt?: ((actual: Json, now: number) => number) | undefined
}

/** Compiles what stands inside an operator. An argument of the operators, so that they need not know their compiler. */
export interface Nested {
  value(condition: Json, insensitive?: boolean): ValueTest
  where(where: JsonObject): ValueTest
  /** The values of a named list; an unknown one is empty. */
  group(name: string): readonly Json[]
}

/** Holds when every one of `tests` does. */
export function everyTest(tests: readonly ValueTest[]): ValueTest {
  const [only] = tests
  if (only && tests.length === 1) return only
  return {
    holds: (actual, now) => tests.every((test) => test.holds(actual, now)),
    mayChangeAt: earliestChange(tests),
  }
}

/** Holds when one of `tests` does. An empty list holds, as `$or: []` does in GrowthBook. */
export function someTest(tests: readonly ValueTest[]): ValueTest {
  if (tests.length === 0) return { holds: () => true }
  return {
    holds: (actual, now) => tests.some((test) => test.holds(actual, now)),
    mayChangeAt: earliestChange(tests),
  }
}

/** Holds when `test` does not. */
export function notTest(test: ValueTest): ValueTest {
  return { holds: (actual, now) => !test.holds(actual, now), mayChangeAt: test.mayChangeAt }
}

function earliestChange(tests: readonly ValueTest[]): ValueTest['mayChangeAt'] {
  const timed = tests.flatMap((test) => (test.mayChangeAt ? [test.mayChangeAt] : []))
  if (timed.length === 0) return undefined
  return (actual, now) => Math.min(...timed.map((mayChangeAt) => mayChangeAt(actual, now)))
}
