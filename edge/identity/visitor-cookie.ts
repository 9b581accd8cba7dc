const NAME = 'ew_id'
/** The longest that browsers keep a cookie. */
const MAX_AGE_S = 400 * 86_400

/** The signed visitor id of the request's cookie, unverified; null without one. */
export function readVisitorCookie(request: Request): string | null {
  const match = /(?:^|;\s*)ew_id=([^;]+)/.exec(request.headers.get('cookie') ?? '')
  return match?.[1] ?? null
}

/** The `Set-Cookie` value that keeps a visitor's id where no script can read it; null takes it away. */
export function visitorCookie(request: Request, id: string | null): string {
  // Browsers refuse Secure cookies over plain http, which only a laptop uses
  const secure = request.url.startsWith('https:') ? '; Secure' : ''
  return `${NAME}=${id ?? ''}; Path=/; Max-Age=${id === null ? 0 : MAX_AGE_S}; HttpOnly; SameSite=Lax${secure}`
}

/** Whether the page and this Worker are on one host, so that a cookie of ours is a first-party one. */
export function isOwnHost(request: Request): boolean {
  const origin = request.headers.get('origin')
  return origin !== null && origin === new URL(request.url).origin
}
