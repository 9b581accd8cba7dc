import { type Issue, toPointer } from '../../problem/index.ts'
import type { Catalogue } from '../catalogue/catalogue.ts'
import { checkConditions } from '../catalogue/check-conditions.ts'
import { parseDuration } from '../duration.ts'
import type { ComputedTrait } from '../computed-trait.ts'
import { rootsOf } from '../lint/placed-condition.ts'
import type { Segment } from '../segment.ts'
import type { Path } from './path.ts'
import { findCycles } from './find-cycles.ts'
import { validateComputedReads } from './validate-computed-reads.ts'
import { validateCondition } from './validate-condition.ts'

export interface ValidateOptions {
  /** What the site's events and traits hold. @default anything, but for the fields that every event and visitor has */
  readonly catalogue?: Catalogue | undefined
  /** What they may read at `computed.<id>`. @default none */
  readonly computedTraits?: readonly ComputedTrait[] | undefined
}

/**
 * What a schema cannot say of segments: unknown and circular references, operators and patterns of `where`, names that
 * mean nothing, questions that contradict what is known of their values. Segments that pass compile.
 *
 * @returns Issues with pointers into `{ segments }`; none: all is well.
 */
export function validateSegments(
  segments: readonly Segment[],
  { catalogue, computedTraits = [] }: ValidateOptions = {},
): Issue[] {
  const ids = segments.map(({ id }) => id)
  const issues = [
    ...segments.flatMap(({ when, exit }, index) => [
      ...validateCondition(when, ['segments', index, 'when'], ids),
      ...(exit?.when ? validateCondition(exit.when, ['segments', index, 'exit', 'when'], ids) : []),
      ...validateStay(exit, ['segments', index, 'exit']),
    ]),
    ...duplicates(ids),
    ...findCycles(segments),
    ...validateComputedReads(segments, computedTraits),
  ]
  const pointers = new Set(issues.map(({ pointer }) => pointer))
  const wrong = checkConditions(segments.flatMap(rootsOf), catalogue, computedTraits).flatMap(
    ({ type, issue }) => (type === 'wrong' && !pointers.has(issue.pointer) ? [issue] : []),
  )
  return [...issues, ...wrong]
}

function validateStay(exit: Segment['exit'], path: Path): Issue[] {
  const { minStay, maxStay } = exit ?? {}
  if (minStay === undefined || maxStay === undefined) return []
  if ((parseDuration(minStay) ?? 0) <= (parseDuration(maxStay) ?? 0)) return []
  return [
    {
      pointer: toPointer([...path, 'maxStay']),
      found: JSON.stringify(maxStay),
      expected: `at least minStay, ${minStay}`,
    },
  ]
}

function duplicates(ids: readonly string[]): Issue[] {
  return ids.flatMap((id, index) =>
    ids.indexOf(id) === index
      ? []
      : [
          {
            pointer: toPointer(['segments', index, 'id']),
            found: JSON.stringify(id),
            expected: `an id of its own; segment ${ids.indexOf(id)} has this one`,
          },
        ],
  )
}
