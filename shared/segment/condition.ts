import * as v from 'valibot'
import { Duration } from './duration.ts'
import { Match, matchEntries } from './match.ts'
import { Op } from './op.ts'
import { Where } from './where/where.ts'
import { Window } from './window/window.ts'

/** A dotted path of an event: `properties.revenue`. */
export const Path = v.pipe(v.string(), v.minLength(1))
const BindingName = v.pipe(
  v.string(),
  v.regex(/^[A-Za-z][A-Za-z0-9_-]*$/, 'a name of letters, digits, _ and -, such as "cart"'),
)

/** A match whose event others may refer to by a name: `{ "$ref": "cart.properties.cart_id" }`. */
export const BindingMatch = v.strictObject({ ...matchEntries, as: v.optional(BindingName) })
export type BindingMatch = v.InferOutput<typeof BindingMatch>

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
  after: BindingMatch,
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

/**
 * Of the matching events in a window the first or the last one, or the value at `of` that came most often (of several the
 * one that came last), and whether it fits `has`.
 */
export const PickCondition = v.strictObject({
  kind: v.literal('pick'),
  pick: v.picklist(['first', 'last', 'mostFrequent']),
  ...matchEntries,
  /** A path of the events; those that have nothing there are passed over. Needed for `mostFrequent`. */
  of: v.optional(Path),
  /** Over the event, or for `mostFrequent` over its path `of`. */
  has: Where,
  window: Window,
})
export type PickCondition = v.InferOutput<typeof PickCondition>

/** One step of a sequence. */
export const Step = v.strictObject({
  ...matchEntries,
  /** How often. @default 1 */
  times: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100))),
  /** At most so long after the step before. */
  within: v.optional(Duration),
  /** Between the step before and this one none of these. */
  noneBetween: v.optional(Match),
  /** Between the step before and this one no other event of their session, which has to be one. @default false */
  immediately: v.optional(v.boolean()),
  /** The name by which later steps refer to its event: `{ "$ref": "view.properties.sku" }`. */
  as: v.optional(BindingName),
})
export type Step = v.InferOutput<typeof Step>

/** Some strictly ordered choice of events fits the steps, and its last one lies in a window. */
export const SequenceCondition = v.strictObject({
  kind: v.literal('sequence'),
  steps: v.pipe(v.array(Step), v.minLength(1), v.maxLength(12)),
  /** From the first event to the last at most so long. */
  total: v.optional(Duration),
  completedIn: Window,
  /** `session`: all of it in one session. @default 'profile' */
  scope: v.optional(v.picklist(['profile', 'session'])),
  /** A path of the events: each of its values has a sequence of its own. */
  key: v.optional(Path),
})
export type SequenceCondition = v.InferOutput<typeof SequenceCondition>

/** A condition was true at the moment of an event, just before it, that lies in a window. */
export interface AsOfCondition {
  readonly kind: 'asOf'
  readonly anchor: BindingMatch
  /** May not refer to segments. */
  readonly holds: Condition
  readonly window: Window
}
export const AsOfCondition = v.strictObject({
  kind: v.literal('asOf'),
  anchor: BindingMatch,
  holds: v.lazy((): v.GenericSchema<Condition> => Condition),
  window: Window,
})

/** The newest score of a model, compared; unknown while there is none, or only one of `maxAge` or older. */
export const ScoreCondition = v.strictObject({
  kind: v.literal('score'),
  model: v.pipe(v.string(), v.minLength(1)),
  output: v.optional(v.pipe(v.string(), v.minLength(1))),
  op: Op,
  maxAge: v.optional(Duration),
})
export type ScoreCondition = v.InferOutput<typeof ScoreCondition>

/** A share of all visitors, the same ones for the same seed: GrowthBook's hash, version 2, of the visitor's unit. */
export const BucketCondition = v.strictObject({
  kind: v.literal('bucket'),
  seed: v.pipe(v.string(), v.minLength(1)),
  /** From (included) and to (not included), of 0 to 1. */
  range: v.tuple([v.pipe(v.number(), v.minValue(0)), v.pipe(v.number(), v.maxValue(1))]),
})
export type BucketCondition = v.InferOutput<typeof BucketCondition>

/** What is known of the visitor: `traits.* computed.* geo.* device.* campaign.* identity.* consent.*`. */
export const ProfileCondition = v.strictObject({ kind: v.literal('profile'), where: Where })
export type ProfileCondition = v.InferOutput<typeof ProfileCondition>

/** Membership of another segment, for at least so long, or begun within the last so long. */
export const SegmentCondition = v.strictObject({
  kind: v.literal('segment'),
  id: v.string(),
  is: v.picklist(['in', 'out']),
  for: v.optional(Duration),
  enteredWithin: v.optional(Duration),
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
  | PickCondition
  | SequenceCondition
  | AsOfCondition
  | ProfileCondition
  | ScoreCondition
  | BucketCondition
  | SegmentCondition

const Several = v.pipe(v.array(v.lazy(() => Condition)), v.minLength(1))

const byKey = {
  all: v.strictObject({ all: Several }),
  any: v.strictObject({ any: Several }),
  not: v.strictObject({ not: v.lazy(() => Condition) }),
  atLeast: v.strictObject({ atLeast: v.pipe(v.number(), v.integer(), v.minValue(1)), of: Several }),
}

const kinds = [
  EventCondition,
  AbsenceCondition,
  PickCondition,
  SequenceCondition,
  AsOfCondition,
  ProfileCondition,
  ScoreCondition,
  BucketCondition,
  SegmentCondition,
] as const
/** The kinds of condition there are, beside the logic that combines them. */
export const CONDITION_KINDS = kinds.map((kind) => kind.entries.kind.literal)

const ByKind = v.variant('kind', kinds, `a kind: ${CONDITION_KINDS.join(', ')}`)
const nothingElse = v.never(
  `an object with one of ${Object.keys(byKey).join(', ')}, or with a kind: ${CONDITION_KINDS.join(', ')}`,
)

// Chosen by what the input says it is: a plain union would report the misfit of every alternative.
export const Condition: v.GenericSchema<Condition> = v.lazy((input): v.GenericSchema<Condition> => {
  if (typeof input !== 'object' || input === null) return nothingElse
  if ('kind' in input) return ByKind
  const key = Object.entries(byKey).find(([name]) => name in input)
  return key ? key[1] : nothingElse
})
