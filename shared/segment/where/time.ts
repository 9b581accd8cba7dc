import type { Json } from '../../json.ts'
import { parseDuration } from '../duration.ts'
import { anniversaryAfter, nextAnniversary, yearsSince } from './anniversary.ts'
import { toInstant } from './instant.ts'
import type { Nested, ValueTest } from './value-test.ts'

const DAY_MS = 86_400_000

/** The operators over dates; a value that is no date matches none. Null for an operator or operand that is none. */
export function compileTimeOperator(operator: string, expected: Json, nested: Nested): ValueTest | null {
  switch (operator) {
    case '$before':
    case '$after': {
      const bound = toInstant(expected)
      if (bound === null) return null
      return onInstant(operator === '$before' ? (at) => at < bound : (at) => at > bound)
    }
    case '$withinLast':
      return onDuration(expected, (length) =>
        onInstant(
          (at, now) => now - length < at && at <= now,
          (at) => [at, at + length],
        ),
      )
    case '$olderThan':
      return onDuration(expected, (length) =>
        onInstant(
          (at, now) => at <= now - length,
          (at) => [at + length],
        ),
      )
    case '$withinNext':
      return onDuration(expected, (length) =>
        onInstant(
          (at, now) => now < at && at <= now + length,
          (at) => [at - length, at],
        ),
      )
    case '$anniversaryIn':
      // The day itself counts until it is over.
      return onDuration(expected, (length) =>
        onInstant(
          (at, now) => nextAnniversary(at, now) <= now + length,
          (at, now) => {
            const next = nextAnniversary(at, now)
            return [next - length, next + DAY_MS]
          },
        ),
      )
    case '$age': {
      const years = nested.value(expected)
      return onInstant(
        (at, now) => years.holds(yearsSince(at, now), now),
        (at, now) => [anniversaryAfter(at, now)],
      )
    }
    default:
      return null
  }
}

function onDuration(expected: Json, build: (length: number) => ValueTest): ValueTest | null {
  const length = typeof expected === 'string' ? parseDuration(expected) : null
  return length === null ? null : build(length)
}

function onInstant(
  holds: (at: number, now: number) => boolean,
  boundaries?: (at: number, now: number) => readonly number[],
): ValueTest {
  return {
    holds: (actual, now) => {
      const at = toInstant(actual)
      return at !== null && holds(at, now)
    },
    mayChangeAt:
      boundaries &&
      ((actual, now) => {
        const at = toInstant(actual)
        return at === null
          ? Infinity
          : Math.min(...boundaries(at, now).map((due) => (due > now ? due : Infinity)))
      }),
  }
}
