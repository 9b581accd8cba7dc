import { audienceSegments } from '../experience/index.ts'
import type { Issue } from '../problem/index.ts'
import { validateComputedTraits, validateSegments } from '../segment/index.ts'
import { validateWhere } from '../segment/validate/validate-where.ts'
import { atAudience } from './at-audience.ts'
import { checkGoals } from './check-goals.ts'
import type { SiteConfig } from './site-config.ts'

/** What is known of a page. */
const PAGE_ROOTS = ['url', 'path', 'host', 'query', 'title', 'referrer']

/** Checks what segments, audiences, page conditions and goals ask. */
export function checkRules(site: SiteConfig): Issue[] {
  return [
    ...validateComputedTraits(site.computedTraits, site.catalogue),
    ...validateSegments(site.segments, site),
    ...checkAudiences(site),
    ...site.experiences.flatMap(({ page }, index) =>
      page === undefined ? [] : validateWhere(page, ['experiences', index, 'page'], PAGE_ROOTS),
    ),
    ...checkGoals(site).flatMap(({ type, issue }) => (type === 'wrong' ? [issue] : [])),
  ]
}

/** Audiences with a rule of their own are checked as the segments that they become, and reported where they stand. */
function checkAudiences(site: SiteConfig): Issue[] {
  return validateSegments([...site.segments, ...audienceSegments(site.experiences)], site).flatMap(
    (issue) => {
      const pointer = atAudience(issue.pointer, site)
      return pointer === null ? [] : [{ ...issue, pointer }]
    },
  )
}
