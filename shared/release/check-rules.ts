import { audienceSegments } from '../experience/index.ts'
import type { Issue } from '../problem/index.ts'
import { validateSegments } from '../segment/index.ts'
import { validateWhere } from '../segment/validate/validate-where.ts'
import type { SiteConfig } from './site-config.ts'

/** What is known of a page. */
const PAGE_ROOTS = ['url', 'path', 'host', 'query', 'title', 'referrer']

/** Checks what segments, audiences and page conditions ask. */
export function checkRules(site: SiteConfig): Issue[] {
  return [
    ...validateSegments(site.segments),
    ...checkAudiences(site),
    ...site.experiences.flatMap(({ page }, index) =>
      page === undefined ? [] : validateWhere(page, ['experiences', index, 'page'], PAGE_ROOTS),
    ),
  ]
}

/** Audiences with a rule of their own are checked as the segments that they become, and reported where they stand. */
function checkAudiences({ segments, experiences }: SiteConfig): Issue[] {
  const places = experiences.flatMap(({ audience }, index) =>
    audience !== undefined && 'when' in audience ? [index] : [],
  )
  return validateSegments([...segments, ...audienceSegments(experiences)]).flatMap((issue) => {
    const [, index = '', rest = ''] = /^\/segments\/(\d+)(\/when.*)$/s.exec(issue.pointer) ?? []
    const place = places[Number(index) - segments.length]
    return place === undefined ? [] : [{ ...issue, pointer: `/experiences/${place}/audience${rest}` }]
  })
}
