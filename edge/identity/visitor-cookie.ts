/** Each site of a Worker has its own: on a host that two of them share, one would forget the other's visitors. */
const nameOf = (site: string): string => `ew_id_${site}`
/** The longest that browsers keep a cookie. */
const MAX_AGE_S = 400 * 86_400

/** The signed visitor id of the request's cookie, unverified; null without one. */
export function readVisitorCookie(request: Request, site: string): string | null {
  const start = `${nameOf(site)}=`
  const cookies = request.headers.get('cookie')?.split(';') ?? []
  const cookie = cookies.map((text) => text.trim()).find((text) => text.startsWith(start))
  return cookie?.slice(start.length) || null
}

/** The `Set-Cookie` value that keeps a visitor's id where no script can read it; null takes it away. */
export function visitorCookie(request: Request, site: string, id: string | null): string {
  // Browsers refuse Secure cookies over plain http, which only a laptop uses
  const secure = request.url.startsWith('https:') ? '; Secure' : ''
  return `${nameOf(site)}=${id ?? ''}; Path=/; Max-Age=${id === null ? 0 : MAX_AGE_S}; HttpOnly; SameSite=Lax${secure}`
}

/** Whether the page and this Worker are on one host, so that a cookie of ours is a first-party one. */
export function isOwnHost(request: Request): boolean {
  const origin = request.headers.get('origin')
  return origin !== null && origin === new URL(request.url).origin
}
