import type { Catalogue } from '../catalogue/catalogue.ts'
import { checkConditions } from '../catalogue/check-conditions.ts'
import type { Lint } from './lint.ts'
import type { PlacedCondition } from './placed-condition.ts'

/** Events, properties and traits that the site's catalogue does not have: forgotten there, or misspelt here. */
export function findNotInCatalogue(
  roots: readonly PlacedCondition[],
  catalogue: Catalogue | undefined,
): Lint[] {
  return checkConditions(roots, catalogue).flatMap(({ type, issue }) =>
    type === 'unknown' ? [{ lint: 'notInCatalogue', ...issue }] : [],
  )
}
