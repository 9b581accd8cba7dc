import { ProblemError } from '../http/problem-error.ts'

/**
 * The key that a request carries: as the user name of Basic authorization, as Segment's clients send it, in the header
 * `X-Write-Key`, or in the body.
 */
export function requestKey(request: Request, inBody: unknown): string {
  const key = keyInHeaders(request) ?? inBody
  if (typeof key === 'string' && key !== '') return key
  throw new ProblemError('unknown-key', {
    detail:
      'The request carries no key. Send it as the user name of Basic authorization, as the header "X-Write-Key", or as "writeKey" in the body.',
  })
}

/** The key that a request's headers carry; null: none. */
export function keyInHeaders(request: Request): string | null {
  return basicUser(request) ?? request.headers.get('x-write-key')
}

function basicUser(request: Request): string | null {
  const match = /^Basic\s+([A-Za-z0-9+/=]+)$/i.exec(request.headers.get('authorization') ?? '')
  if (match === null) return null
  try {
    return atob(match[1]!).split(':', 1)[0] || null
  } catch {
    return null
  }
}
