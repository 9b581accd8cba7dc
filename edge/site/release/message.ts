import * as v from 'valibot'

/** What somebody says of a release: why it was made. */
export const Message = v.pipe(v.string(), v.maxLength(1_000))
