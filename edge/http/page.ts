import type { Context } from 'hono'
import * as v from 'valibot'

const MAX_LIMIT = 200

const whole = (text: string) => Number(text)
/** A piece of a list that goes from the newest to the oldest: `?before=<number>&limit=<1 to 200>`. */
export const Page = v.object({
  /** Only what has a smaller number. */
  before: v.optional(
    v.pipe(v.string(), v.regex(/^\d{1,15}$/, 'a whole number'), v.transform(whole)),
    '999999999999999',
  ),
  limit: v.optional(
    v.pipe(
      v.string(),
      v.regex(/^\d{1,15}$/, 'a whole number'),
      v.transform(whole),
      v.minValue(1),
      v.maxValue(MAX_LIMIT),
    ),
    '50',
  ),
})

export type Page = v.InferOutput<typeof Page>

/** Says with a `Link` where the next piece is, where there may be one. */
export function linkNext(c: Context, { limit }: Page, numbers: readonly number[]): void {
  const last = numbers.at(-1)
  if (last === undefined || numbers.length < limit) return
  const next = new URL(c.req.url)
  next.searchParams.set('before', String(last))
  c.header('link', `<${next.pathname}${next.search}>; rel="next"`)
}
