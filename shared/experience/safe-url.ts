const SCHEMES = { link: ['https', 'http', 'mailto', 'tel'], image: ['https', 'http'] } as const

/** Browsers drop these before they read the scheme: `java\nscript:` is a script. */
// oxlint-disable-next-line no-control-regex -- the control characters are the point
const IGNORED = /[\u0000-\u0020]/g
const SCHEME = /^([a-z][a-z0-9+.-]*):/i

/**
 * Whether a page may point here: an address without a scheme (a path, a query, `//host`), or with one that fits the
 * field. `javascript:` and `data:` never do.
 */
export function isSafeUrl(url: string, field: keyof typeof SCHEMES): boolean {
  const scheme = SCHEME.exec(url.replace(IGNORED, ''))?.[1]?.toLowerCase()
  return scheme === undefined || SCHEMES[field].some((allowed) => allowed === scheme)
}

/** The schemes that a field may have, for a person to read. */
export function describeSafeUrl(field: keyof typeof SCHEMES): string {
  return `a path, or an address that begins with ${SCHEMES[field].map((scheme) => `${scheme}:`).join(' or ')}`
}
