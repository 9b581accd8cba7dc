import * as v from 'valibot'
import { expect } from 'vitest'
import { Condition, validateSegments } from '../../../../shared/segment/index.ts'
import { segmentOf } from '../visitor.ts'

/** An imported rule as one that can be saved: the schema takes it, and validation finds nothing. */
export function accepted(imported: Condition | null, ...segments: string[]): Condition {
  expect(imported).not.toBeNull()
  const condition = v.parse(Condition, imported)
  const others = segments.map((id) => segmentOf({ kind: 'profile', where: {} }, { id }))
  expect(validateSegments([segmentOf(condition), ...others])).toEqual([])
  return condition
}
