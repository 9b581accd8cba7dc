import { audienceSegments } from '../experience/index.ts'
import { lintComputedTraits, lintSegments } from '../segment/index.ts'
import { atAudience } from './at-audience.ts'
import { checkGoals } from './check-goals.ts'
import { lintContent } from './lint-content.ts'
import { retentionMsOf } from './retention-ms-of.ts'
import type { SiteConfig } from './site-config.ts'
import type { SiteLint } from './site-lint.ts'

/**
 * What is valid in a site document and yet hardly meant: it can be published, and somebody should look at it.
 *
 * @param site Such as `validateSite` gives.
 * @returns Lints with pointers into the document.
 */
export function lintSite(site: SiteConfig): SiteLint[] {
  const options = { ...site, retentionMs: retentionMsOf(site) }
  const rules = lintSegments([...site.segments, ...audienceSegments(site.experiences)], options)
  return [
    ...rules.map((lint) => ({ ...lint, pointer: atAudience(lint.pointer, site) ?? lint.pointer })),
    ...lintComputedTraits(site.computedTraits, options),
    ...checkGoals(site).flatMap(({ type, issue }): SiteLint[] =>
      type === 'unknown' ? [{ lint: 'notInCatalogue', ...issue }] : [],
    ),
    ...lintContent(site),
  ]
}
