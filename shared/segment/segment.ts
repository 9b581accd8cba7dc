import * as v from 'valibot'
import { Condition } from './condition.ts'
import { isTimezone } from './window/is-timezone.ts'

/** A rule and its members. */
export const Segment = v.strictObject({
  schema: v.literal('segment/1'),
  id: v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'lower-case letters, digits and dashes')),
  name: v.pipe(v.string(), v.minLength(1)),
  description: v.optional(v.string()),
  /** True → member. */
  when: Condition,
  /** IANA name, for calendar windows. @default the site's */
  timezone: v.optional(v.pipe(v.string(), v.check(isTimezone, 'a time zone such as Europe/Zurich or UTC'))),
  /** May a late event fire triggers? @default 'silent' */
  late: v.optional(v.picklist(['silent', 'trigger'])),
  /** May pages see this segment's id? @default false */
  public: v.optional(v.boolean()),
})
export type Segment = v.InferOutput<typeof Segment>
