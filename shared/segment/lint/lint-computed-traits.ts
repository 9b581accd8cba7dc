import { checkAggregate } from '../catalogue/check-conditions.ts'
import type { ComputedTrait } from '../computed-trait.ts'
import { findBeyondRetention } from './find-beyond-retention.ts'
import type { Lint } from './lint.ts'
import type { LintOptions } from './lint-segments.ts'

/**
 * What hardly can be meant of computed traits, though it is valid: names that the catalogue does not have, and windows that
 * reach behind the events that are kept.
 *
 * @param traits Such as `validateComputedTraits` finds nothing wrong with.
 * @returns Lints with pointers into `{ computedTraits }`.
 */
export function lintComputedTraits(
  traits: readonly ComputedTrait[],
  { catalogue, retentionMs = Infinity }: Pick<LintOptions, 'catalogue' | 'retentionMs'>,
): Lint[] {
  return traits.flatMap((trait, index) => {
    const path = ['computedTraits', index]
    const { event, window } = trait
    return [
      ...checkAggregate(trait, path, catalogue).flatMap(({ type, issue }): Lint[] =>
        type === 'unknown' ? [{ lint: 'notInCatalogue', ...issue }] : [],
      ),
      ...findBeyondRetention([{ condition: { kind: 'event', event, window }, path }], retentionMs),
    ]
  })
}
