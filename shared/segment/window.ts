import * as v from 'valibot'
import { Duration } from './duration.ts'

/**
 * Which part of the past counts. A duration is a trailing window, `(now − W, now]`; `'ever'` is all of it.
 */
export const Window = v.union([v.literal('ever'), Duration], (issue) =>
  typeof issue.input === 'string'
    ? 'a trailing duration of fixed length such as P7D or PT30M, or "ever"'
    : 'a trailing duration such as "P7D", or "ever"',
)
export type Window = v.InferOutput<typeof Window>
