import * as v from 'valibot'
import { Path } from './condition.ts'
import { matchEntries } from './match.ts'
import { isTimezone } from './window/is-timezone.ts'
import { Window } from './window/window.ts'

/**
 * What is made of the matching events: how many there are, or something of their values at a path. `first` and `last` are
 * the value of the first and the last event that has one, `mostFrequent` the one that came most often (of several the one
 * that came last), `distinct` the list of the different ones, the newest first, at most 100.
 */
export const ComputedAggregation = v.union(
  [
    v.literal('count'),
    v.strictObject({ sum: Path }),
    v.strictObject({ min: Path }),
    v.strictObject({ max: Path }),
    v.strictObject({ avg: Path }),
    v.strictObject({ first: Path }),
    v.strictObject({ last: Path }),
    v.strictObject({ mostFrequent: Path }),
    v.strictObject({ distinct: Path }),
  ],
  '"count", or exactly one of sum, min, max, avg, first, last, mostFrequent, distinct with a path such as "properties.category"',
)
export type ComputedAggregation = v.InferOutput<typeof ComputedAggregation>

/**
 * A value made of a profile's events, exact at every instant as its window moves on. Rules read it at `computed.<id>`,
 * texts as `{{ computed.<id> }}`.
 *
 * A count and a sum of nothing are 0 and a list of nothing is empty; anything else of nothing is not there. `sum min max
 * avg` pass over what is no number, the others what is longer than 1,024 characters of JSON.
 *
 * @example
 * { "id": "favourite_category", "name": "Category viewed most", "event": "Product Viewed",
 *   "window": "P30D", "agg": { "mostFrequent": "properties.category" } }
 */
export const ComputedTrait = v.strictObject({
  /** Unique in the site. */
  id: v.pipe(
    v.string(),
    v.regex(/^[A-Za-z][A-Za-z0-9_-]{0,62}$/, 'a letter, then letters, digits, underscores and dashes'),
  ),
  /** For people, as a noun: "Number of orders in 30 days". Sentences use it. */
  name: v.pipe(v.string(), v.minLength(1)),
  description: v.optional(v.string()),
  ...matchEntries,
  window: Window,
  /** @default 'count' */
  agg: v.optional(ComputedAggregation),
  /** IANA name, for calendar windows. @default the site's */
  timezone: v.optional(v.pipe(v.string(), v.check(isTimezone, 'a time zone such as Europe/Zurich or UTC'))),
})
export type ComputedTrait = v.InferOutput<typeof ComputedTrait>
