import { type Issue, toPointer } from '../../problem/index.ts'
import { parseDuration } from '../duration.ts'
import type { Segment } from '../segment.ts'
import type { Path } from './path.ts'
import { findCycles } from './find-cycles.ts'
import { validateCondition } from './validate-condition.ts'

/**
 * What a schema cannot say of segments: unknown and circular references, operators and patterns of `where`, names that
 * mean nothing. Segments that pass compile.
 *
 * @returns Issues with pointers into `{ segments }`; none: all is well.
 */
export function validateSegments(segments: readonly Segment[]): Issue[] {
  const ids = segments.map(({ id }) => id)
  return [
    ...segments.flatMap(({ when, exit }, index) => [
      ...validateCondition(when, ['segments', index, 'when'], ids),
      ...(exit?.when ? validateCondition(exit.when, ['segments', index, 'exit', 'when'], ids) : []),
      ...validateStay(exit, ['segments', index, 'exit']),
    ]),
    ...duplicates(ids),
    ...findCycles(segments),
  ]
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
