import type { Context } from 'hono'
import type { Receipt } from '../../shared/event/index.ts'
import { toProblem } from '../../shared/problem/index.ts'
import { corsHeaders } from '../http/cors.ts'

/** The answer to a request of which something has to be sent again: a problem, with the receipts of its events. */
export function answerLater(
  c: Context,
  code: 'unavailable' | 'rate-limited',
  detail: string,
  receipts: readonly Receipt[],
  retryAfterMs: number,
): Response {
  const problem = toProblem(code, { detail })
  return Response.json(
    { ...problem, receipts },
    {
      status: problem.status,
      headers: {
        ...corsHeaders(c.req.raw),
        'content-type': 'application/problem+json',
        'retry-after': String(Math.ceil(retryAfterMs / 1_000)),
      },
    },
  )
}
