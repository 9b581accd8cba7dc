import type { Catalogue } from '../catalogue/catalogue.ts'
import type { ComputedTrait } from '../computed-trait.ts'
import type { Segment } from '../segment.ts'
import { compilePlan } from '../plan/compile-plan.ts'
import { findBeyondRetention } from './find-beyond-retention.ts'
import { findConstants } from './find-constants.ts'
import { findLargeStates } from './find-large-states.ts'
import { findMissing } from './find-missing.ts'
import { findNotInCatalogue } from './find-not-in-catalogue.ts'
import type { Lint } from './lint.ts'
import { conditionsIn, rootsOf } from './placed-condition.ts'

export interface LintOptions {
  /** The site's zone, IANA name: days of two zones are not the same days. */
  readonly timezone: string
  /** What the site's events and traits hold. @default anything */
  readonly catalogue?: Catalogue | undefined
  /** What the segments may read at `computed.<id>`. @default none */
  readonly computedTraits?: readonly ComputedTrait[] | undefined
  /** How long events are kept, in milliseconds. @default for ever */
  readonly retentionMs?: number
  /** How many entries a leaf keeps of one profile. @default 1,000 */
  readonly stateLimit?: number
}

/**
 * What hardly can be meant, though it is valid: conditions that can never be true or always are, comparisons that
 * hold where nothing is known, names that the catalogue does not have, windows that reach behind the events that are
 * kept, and thresholds that need much to be remembered. Speaks only where it is sure, so what
 * it does not mention may still be odd.
 *
 * @param segments Such as `validateSegments` finds nothing wrong with.
 * @returns Lints with pointers into `{ segments }`.
 * @throws When a segment refers to one that is not there or to itself.
 */
export function lintSegments(
  segments: readonly Segment[],
  { timezone, catalogue, computedTraits = [], retentionMs = Infinity, stateLimit }: LintOptions,
): Lint[] {
  const roots = segments.flatMap(rootsOf)
  const conditions = roots.flatMap(conditionsIn)
  const options = { timezone, computedTraits, ...(stateLimit !== undefined && { stateLimit }) }
  const plan = compilePlan(segments, options)
  return [
    ...findConstants(plan, roots),
    ...findMissing(conditions, computedTraits),
    ...findNotInCatalogue(roots, catalogue),
    ...findBeyondRetention(conditions, retentionMs),
    ...findLargeStates(conditions, plan),
  ]
}
