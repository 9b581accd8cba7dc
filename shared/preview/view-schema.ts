import * as v from 'valibot'
import type { PreviewView } from './preview-view.ts'

const Id = v.pipe(v.string(), v.minLength(1), v.maxLength(200))
const Ids = v.pipe(v.array(Id), v.maxLength(200))

/**
 * A {@link PreviewView} as callers send it: what is absent is the draft, to a new visitor, now. The type stands apart, for
 * pages that are told of it and have no use for a validator.
 */
export const ViewSchema = v.strictObject({
  of: v.optional(v.union([v.literal('draft'), v.pipe(v.number(), v.integer(), v.minValue(1))]), 'draft'),
  profile: v.optional(
    v.pipe(
      v.string(),
      v.maxLength(300),
      v.regex(
        /^(?:[vcu]:[A-Za-z0-9_-]+|(?:visitor|anonymous|user):.+)$/s,
        'the key of a profile, or user:<userId>, anonymous:<anonymousId>, visitor:<id>',
      ),
    ),
  ),
  traits: v.optional(v.record(Id, v.union([v.string(), v.number(), v.boolean()]))),
  in: v.optional(Ids, []),
  out: v.optional(Ids, []),
  show: v.optional(v.record(Id, v.nullable(v.strictObject({ experience: Id, variant: Id }))), {}),
  at: v.optional(v.pipe(v.string(), v.maxLength(40))),
  locale: v.optional(
    v.pipe(v.string(), v.regex(/^[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8}){0,3}$/, 'a language tag such as de-CH')),
  ),
}) satisfies v.GenericSchema<unknown, PreviewView>
