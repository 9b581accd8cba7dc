import * as v from 'valibot'
import { Condition } from './condition.ts'
import { Duration } from './duration.ts'
import { isTimezone } from './window/is-timezone.ts'

/** A rule and its members. */
export const Segment = v.strictObject({
  schema: v.literal('segment/1'),
  id: v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'lower-case letters, digits and dashes')),
  name: v.pipe(v.string(), v.minLength(1)),
  description: v.optional(v.string()),
  /** True → member. */
  when: Condition,
  /** How one leaves. @default as soon as `when` is not true */
  exit: v.optional(
    v.strictObject({
      /** One stays until this is true, though `when` no longer is; while it is true nobody enters. */
      when: v.optional(Condition),
      /** At the earliest so long after entering. */
      minStay: v.optional(Duration),
      /** At the latest so long after entering. */
      maxStay: v.optional(Duration),
    }),
  ),
  /** May one come back, once `when` was not true in between? @default 'always' */
  reentry: v.optional(
    v.union(
      [v.picklist(['always', 'once']), v.strictObject({ cooldown: Duration })],
      '"always", "once", or { "cooldown": a duration }',
    ),
  ),
  /** IANA name, for calendar windows. @default the site's */
  timezone: v.optional(v.pipe(v.string(), v.check(isTimezone, 'a time zone such as Europe/Zurich or UTC'))),
  /** May a late event fire triggers? @default 'silent' */
  late: v.optional(v.picklist(['silent', 'trigger'])),
  /** May pages see this segment's id? @default false */
  public: v.optional(v.boolean()),
})
export type Segment = v.InferOutput<typeof Segment>
