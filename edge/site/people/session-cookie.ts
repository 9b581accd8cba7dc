import { SESSION_MS } from './session.ts'

/** The session that a request carries, sealed; null without one. */
export function readSessionCookie(request: Request): string | null {
  const name = nameFor(request)
  for (const pair of (request.headers.get('cookie') ?? '').split(';')) {
    const [key, value] = pair.trim().split('=', 2)
    if (key === name && value) return value
  }
  return null
}

/** The `Set-Cookie` value that keeps a session where no script can read it and no other site can use it; null ends it. */
export function sessionCookie(request: Request, sealed: string | null): string {
  const seconds = sealed === null ? 0 : SESSION_MS / 1_000
  const secure = isSecure(request) ? '; Secure' : ''
  return `${nameFor(request)}=${sealed ?? ''}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Strict${secure}`
}

/** Browsers refuse Secure cookies, and with them the prefix, over plain http, which only a laptop uses. */
const nameFor = (request: Request): string => (isSecure(request) ? '__Host-ew_session' : 'ew_session')

const isSecure = (request: Request): boolean => request.url.startsWith('https:')
