import * as v from 'valibot'
import { Experience } from '../experience/experience.ts'
import { Locale } from '../experience/locale/locale.ts'
import { Slot } from '../experience/slot.ts'
import { Catalogue, ComputedTrait, Segment } from '../segment/index.ts'
import { Enrich } from '../traffic/index.ts'
import { Timezone } from './timezone.ts'

const Id = v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'lower-case letters, digits and dashes'))

/** A public key that a page or a Segment client sends; it only routes to the site. Form: `ewk_<site>_<anything>`. */
export const WriteKey = v.strictObject({
  key: v.pipe(v.string(), v.regex(/^ewk_[a-z0-9-]+_[A-Za-z0-9]+$/, 'ewk_<site id>_<letters and digits>')),
  /** `obtained`: events of clients that send no consent count as consented. @default 'required' */
  consent: v.optional(v.picklist(['required', 'obtained']), 'required'),
})
export type WriteKey = v.InferOutput<typeof WriteKey>

/** An event that counts as a conversion. */
export const Goal = v.strictObject({
  id: Id,
  name: v.string(),
  event: v.string(),
  /** Where the money is, e.g. `properties.revenue`. */
  value: v.optional(v.string()),
})
export type Goal = v.InferOutput<typeof Goal>

/** What one visitor may send; the calls beyond it are to be sent again later. A claimed id may send a fifth of it. */
export const Limits = v.strictObject({
  /** @default 100 */
  eventsPerSecond: v.optional(v.pipe(v.number(), v.minValue(1))),
  /** How many events may come at once, after a pause. @default 2000 */
  burst: v.optional(v.pipe(v.number(), v.minValue(1))),
})
export type Limits = v.InferOutput<typeof Limits>

/** How the sums over a site's profiles are kept. */
export const RollupConfig = v.strictObject({
  /** Over how many objects the profiles are spread. 0: there are no sums. @default 4 */
  shards: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(256))),
  /** How long after something happened to a profile it is told, with all that came meanwhile. @default 30 */
  everySeconds: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(3_600))),
})

/** A site as its editors write it: one JSON document. Publishing compiles it into a release. */
export const SiteConfig = v.strictObject({
  schema: v.literal('site/1'),
  id: Id,
  name: v.pipe(v.string(), v.minLength(1)),
  /** IANA name; calendar windows and schedules use it. @default 'UTC' */
  timezone: v.optional(Timezone, 'UTC'),
  /** Exact origins that may call with a write key. The Worker's own origin always may. */
  /** The languages that content is written in; the first is the one of `fields`. Absent: one, whatever it is. */
  locales: v.optional(v.pipe(v.array(Locale), v.minLength(1))),
  origins: v.array(v.string()),
  writeKeys: v.pipe(v.array(WriteKey), v.minLength(1)),
  /** What becomes of tracked events that the catalogue does not have. Absent: they are taken like others. */
  undeclaredEvents: v.optional(v.picklist(['accept', 'quarantine'])),
  limits: v.optional(Limits),
  /** How long a page waits for its visitor's profile before it is answered without, in milliseconds. @default 2000 */
  decisionBudgetMs: v.optional(v.pipe(v.number(), v.minValue(50), v.maxValue(15_000))),
  /** What the edge adds to a request by itself. @default all */
  enrich: v.optional(Enrich),
  goals: v.optional(v.array(Goal), []),
  rollup: v.optional(RollupConfig),
  /** How long events are kept. What rules remember of them stays. @default 25 */
  retentionMonths: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(120))),
  /** The events and traits that the site means to have; rules are checked against it. @default any */
  catalogue: v.optional(Catalogue),
  /** Values made of each visitor's events, for rules and texts to read. */
  computedTraits: v.optional(v.array(ComputedTrait), []),
  /** Whether whoever edited the draft last may not be the one who publishes it. @default false */
  requireApproval: v.optional(v.boolean()),
  segments: v.array(Segment),
  slots: v.array(Slot),
  /** Per slot the first that matches wins: the order of this list is the priority. */
  experiences: v.array(Experience),
})
export type SiteConfig = v.InferOutput<typeof SiteConfig>
