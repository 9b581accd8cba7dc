/** The origin of the page that calls: browsers say it with every call of another origin and every `POST`. Empty: none. */
export function originOf(request: Request): string {
  return request.headers.get('origin') ?? ''
}
