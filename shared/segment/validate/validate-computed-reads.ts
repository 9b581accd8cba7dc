import { describeChoice, type Issue, toPointer } from '../../problem/index.ts'
import type { ComputedTrait } from '../computed-trait.ts'
import { conditionsIn, rootsOf } from '../lint/placed-condition.ts'
import { computedIdOf } from '../plan/computed-in.ts'
import type { Segment } from '../segment.ts'
import { placedPaths } from './placed-paths.ts'

/** What segments read at `computed.<id>` and is not there. */
export function validateComputedReads(
  segments: readonly Segment[],
  computedTraits: readonly ComputedTrait[],
): Issue[] {
  const ids = computedTraits.map(({ id }) => id)
  return segments
    .flatMap(rootsOf)
    .flatMap(conditionsIn)
    .flatMap(({ condition, path }) =>
      'kind' in condition && condition.kind === 'profile'
        ? placedPaths(condition.where, [...path, 'where'])
        : [],
    )
    .flatMap(({ read, place }) => {
      const id = computedIdOf(read)
      if (id === null || ids.includes(id)) return []
      return [{ pointer: toPointer(place), found: JSON.stringify(read), expected: describeComputed(id, ids) }]
    })
}

/** What would be right where a computed trait is read. */
export function describeComputed(id: string, ids: readonly string[]): string {
  return describeChoice(
    'a computed trait of the site',
    `computed.${id}`,
    ids.map((known) => `computed.${known}`),
  )
}
