/**
 * The languages that a visitor's content is looked for in, the nearest first, before the site's own (RFC 4647, lookup):
 * for `de-AT-1996` the site's `de-AT`, then its `de`.
 *
 * @param wanted The visitor's language tag.
 * @param locales The site's; the first is its own, and is never in the answer.
 */
export function localeChain(wanted: unknown, locales: readonly string[]): string[] {
  if (typeof wanted !== 'string') return []
  const [own, ...others] = locales
  const found: string[] = []
  for (let tag = wanted.toLowerCase(); tag !== ''; tag = tag.slice(0, Math.max(0, tag.lastIndexOf('-')))) {
    if (own?.toLowerCase() === tag) break
    const locale = others.find((candidate) => candidate.toLowerCase() === tag)
    if (locale !== undefined) found.push(locale)
  }
  return found
}
