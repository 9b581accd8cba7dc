import type { SiteConfig } from './site-config.ts'

/**
 * Where a rule that is looked at as a segment stands in its document: audiences with a rule of their own become segments
 * after those of the site. Null where it is one of the site's.
 */
export function atAudience(pointer: string, { segments, experiences }: SiteConfig): string | null {
  const places = experiences.flatMap(({ audience }, index) =>
    audience !== undefined && 'when' in audience ? [index] : [],
  )
  const [, index = '', rest = ''] = /^\/segments\/(\d+)(\/when.*)$/s.exec(pointer) ?? []
  const place = places[Number(index) - segments.length]
  return place === undefined ? null : `/experiences/${place}/audience${rest}`
}
