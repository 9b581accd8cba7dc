import type { Context } from 'hono'
import { ProblemError } from '../../http/problem-error.ts'

/** The release that an edit has taken into account: `?basedOn=<number>`; null where it says nothing. */
export function readBasedOn(c: Context): number | null {
  const text = c.req.query('basedOn')
  if (text === undefined) return null
  if (/^\d{1,15}$/.test(text)) return Number(text)
  throw new ProblemError('bad-request', {
    detail: `basedOn=${text}: expected the number of the current release.`,
  })
}
