import * as v from 'valibot'
import { Where } from './where/where.ts'

const EventName = v.pipe(v.string(), v.minLength(1))

/** The entries of a match, for conditions that are one with more to say. */
export const matchEntries = {
  /** An event's name, several, or `'*'` for any event. Page calls are `Page Viewed`, screen calls `Screen Viewed`. */
  event: v.union(
    [EventName, v.pipe(v.array(EventName), v.minLength(1))],
    'an event name, a list of them, or "*"',
  ),
  /** Over `properties.* context.* traits.* type name channel timestamp userId`. */
  where: v.optional(Where),
}

/** Which events: by name, and by what they carry. */
export const Match = v.strictObject(matchEntries)
export type Match = v.InferOutput<typeof Match>
