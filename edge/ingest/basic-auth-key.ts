/** The key in a request's Basic authorization, as Segment's clients send it: the user name, with no password. */
export function basicAuthKey(request: Request): string | null {
  const match = /^Basic\s+([A-Za-z0-9+/=]+)$/i.exec(request.headers.get('authorization') ?? '')
  if (match === null) return null
  try {
    return atob(match[1]!).split(':', 1)[0] || null
  } catch {
    return null
  }
}
