import { ProblemError } from '../../http/problem-error.ts'

/**
 * Refuses a call that changes something unless a page of this very origin makes it: a browser sends cookies, and what
 * Cloudflare Access makes of them, with the calls of any page. Browsers say which page it is, and a page cannot lie.
 */
export function checkSameOrigin(request: Request): void {
  if (request.method === 'GET' || request.method === 'HEAD') return
  const site = request.headers.get('sec-fetch-site')
  const origin = request.headers.get('origin')
  const isOurs = site === null ? origin === new URL(request.url).origin : site === 'same-origin'
  if (isOurs) return
  throw new ProblemError('foreign-page', {
    detail: `A session is only for the pages of ${new URL(request.url).origin}; this call comes from ${origin ?? 'elsewhere'}. Programs send the admin token.`,
  })
}
