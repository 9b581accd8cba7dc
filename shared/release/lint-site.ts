import { audienceSegments } from '../experience/index.ts'
import { type Lint, lintComputedTraits, lintSegments } from '../segment/index.ts'
import { atAudience } from './at-audience.ts'
import { checkGoals } from './check-goals.ts'
import { retentionMsOf } from './retention-ms-of.ts'
import type { SiteConfig } from './site-config.ts'

/**
 * What is valid in a site document and yet hardly meant: it can be published, and somebody should look at it.
 *
 * @param site Such as `validateSite` gives.
 * @returns Lints with pointers into the document.
 */
export function lintSite(site: SiteConfig): Lint[] {
  const options = { ...site, retentionMs: retentionMsOf(site) }
  const rules = lintSegments([...site.segments, ...audienceSegments(site.experiences)], options)
  return [
    ...rules.map((lint) => ({ ...lint, pointer: atAudience(lint.pointer, site) ?? lint.pointer })),
    ...lintComputedTraits(site.computedTraits, options),
    ...checkGoals(site).flatMap(({ type, issue }): Lint[] =>
      type === 'unknown' ? [{ lint: 'notInCatalogue', ...issue }] : [],
    ),
  ]
}
