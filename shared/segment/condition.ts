import * as v from 'valibot'
import { Duration } from './duration.ts'
import { Match, matchEntries } from './match.ts'
import { Op } from './op.ts'
import { Where } from './where/where.ts'
import { Window } from './window/window.ts'

const Path = v.pipe(v.string(), v.minLength(1))

/** What is made of the matching events: how many there are, or something of their values at a path. */
export const Aggregation = v.union(
  [
    v.literal('count'),
    v.strictObject({ sum: Path }),
    v.strictObject({ min: Path }),
    v.strictObject({ max: Path }),
    v.strictObject({ avg: Path }),
    v.strictObject({ distinct: Path }),
  ],
  '"count", or exactly one of sum, min, max, avg, distinct with a path such as "properties.revenue"',
)
export type Aggregation = v.InferOutput<typeof Aggregation>

/**
 * A number made of the matching events in a window, compared. `{ eq: 0 }` of the count says: never.
 *
 * @default agg 'count', op `{ gte: 1 }` (an `op` is needed with another `agg`)
 */
export const EventCondition = v.strictObject({
  kind: v.literal('event'),
  ...matchEntries,
  window: Window,
  agg: v.optional(Aggregation),
  op: v.optional(Op),
})
export type EventCondition = v.InferOutput<typeof EventCondition>

/**
 * `after` happened, and no `none` within `within` after it. Holds from that instant on for `activeFor`, or until
 * `clearedBy` happens.
 */
export const AbsenceCondition = v.strictObject({
  kind: v.literal('absence'),
  after: Match,
  none: Match,
  within: Duration,
  activeFor: v.union([v.literal('ever'), Duration], 'a duration of fixed length such as P14D, or "ever"'),
  /** A path of the events (`properties.cart_id`): the clock runs for each of its values on its own. */
  key: v.optional(Path),
  /** @default nothing clears it */
  clearedBy: v.optional(Match),
  /** Does a newer `after` restart the clock? @default true */
  restart: v.optional(v.boolean()),
})
export type AbsenceCondition = v.InferOutput<typeof AbsenceCondition>

/** What is known of the visitor: `traits.* geo.* device.* campaign.* identity.* consent.*`. */
export const ProfileCondition = v.strictObject({ kind: v.literal('profile'), where: Where })
export type ProfileCondition = v.InferOutput<typeof ProfileCondition>

/** Membership of another segment. */
export const SegmentCondition = v.strictObject({
  kind: v.literal('segment'),
  id: v.string(),
  is: v.picklist(['in', 'out']),
})
export type SegmentCondition = v.InferOutput<typeof SegmentCondition>

export interface AllCondition {
  readonly all: readonly Condition[]
}
export interface AnyCondition {
  readonly any: readonly Condition[]
}
export interface NotCondition {
  readonly not: Condition
}
export interface AtLeastCondition {
  readonly atLeast: number
  readonly of: readonly Condition[]
}

/** What must hold. Every condition is true, false or unknown (Kleene's logic). */
export type Condition =
  | AllCondition
  | AnyCondition
  | NotCondition
  | AtLeastCondition
  | EventCondition
  | AbsenceCondition
  | ProfileCondition
  | SegmentCondition

const Several = v.pipe(v.array(v.lazy(() => Condition)), v.minLength(1))

const byKey = {
  all: v.strictObject({ all: Several }),
  any: v.strictObject({ any: Several }),
  not: v.strictObject({ not: v.lazy(() => Condition) }),
  atLeast: v.strictObject({ atLeast: v.pipe(v.number(), v.integer(), v.minValue(1)), of: Several }),
}

const kinds = [EventCondition, AbsenceCondition, ProfileCondition, SegmentCondition] as const
const kindNames = kinds.map((kind) => kind.entries.kind.literal)

const ByKind = v.variant('kind', kinds, `a kind: ${kindNames.join(', ')}`)
const nothingElse = v.never(
  `an object with one of ${Object.keys(byKey).join(', ')}, or with a kind: ${kindNames.join(', ')}`,
)

// Chosen by what the input says it is: a plain union would report the misfit of every alternative.
export const Condition: v.GenericSchema<Condition> = v.lazy((input): v.GenericSchema<Condition> => {
  if (typeof input !== 'object' || input === null) return nothingElse
  if ('kind' in input) return ByKind
  const key = Object.entries(byKey).find(([name]) => name in input)
  return key ? key[1] : nothingElse
})
