import * as v from 'valibot'
import { Condition, Where } from '../segment/index.ts'
import { Translations } from './locale/locale.ts'

const Id = v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'lower-case letters, digits and dashes'))
const Fraction = v.pipe(v.number(), v.minValue(0), v.maxValue(1))

/** One content of an experience. `fields: null` is a baseline that shows the slot's default. Text fields may hold merge tags. */
export const Variant = v.strictObject({
  id: Id,
  name: v.optional(v.string()),
  fields: v.nullable(v.record(v.string(), v.unknown())),
  /** Its fields in other languages. */
  translations: v.optional(Translations),
})
export type Variant = v.InferOutput<typeof Variant>

/** How an experience splits its audience; variant 0 is the baseline. Hashing is GrowthBook's v2 on the profile's unit. */
export const Experiment = v.strictObject({
  /** @default the experience's id */
  seed: v.optional(v.string()),
  /** A share per variant; they add up to 1. */
  distribution: v.array(Fraction),
  /** The share of the audience that takes part; for the rest the next experience is asked. @default 1 */
  trafficAllocation: v.optional(Fraction, 1),
  /** Goal ids. */
  goals: v.optional(v.array(v.string()), []),
})
export type Experiment = v.InferOutput<typeof Experiment>

const SegmentAudience = v.strictObject({ segment: v.string() })
const RuleAudience = v.strictObject({ when: Condition })

/** Whom an experience is for: a segment's members, or those who meet a condition of its own. */
export type Audience = v.InferOutput<typeof SegmentAudience> | v.InferOutput<typeof RuleAudience>

// Chosen by what the input says it is: a union would report the misfit of both, and not where the rule is wrong
export const Audience: v.GenericSchema<unknown, Audience> = v.lazy((input) =>
  typeof input === 'object' && input !== null && 'when' in input ? RuleAudience : SegmentAudience,
)

/** Who gets what in a slot, and when. */
export const Experience = v.strictObject({
  id: Id,
  name: v.optional(v.string()),
  slot: v.string(),
  /** @default true */
  enabled: v.optional(v.boolean(), true),
  /** A segment id, or a condition of its own; absent: everybody. */
  audience: v.optional(Audience),
  /** Page conditions over `url path host query title referrer`. Absent: every page. */
  page: v.optional(Where),
  /**
   * From `from` up to, not including, `to`: ISO 8601 dates with a time, in the site's time zone unless they have an
   * offset. Absent: always.
   */
  schedule: v.optional(v.strictObject({ from: v.optional(v.string()), to: v.optional(v.string()) })),
  /** The share of the audience that keeps the default, to measure against. @default 0 */
  holdout: v.optional(Fraction, 0),
  variants: v.pipe(v.array(Variant), v.minLength(1)),
  experiment: v.optional(Experiment),
})
export type Experience = v.InferOutput<typeof Experience>
