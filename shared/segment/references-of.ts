import type { Condition } from './condition.ts'
import type { Segment } from './segment.ts'

/** The ids of the segments that a segment rests on. */
export function referencesOfSegment({ when, exit }: Segment): string[] {
  return [...referencesOf(when), ...(exit?.when ? referencesOf(exit.when) : [])]
}

/** The ids of the segments that a condition refers to. */
export function referencesOf(condition: Condition): string[] {
  if ('all' in condition) return condition.all.flatMap(referencesOf)
  if ('any' in condition) return condition.any.flatMap(referencesOf)
  if ('atLeast' in condition) return condition.of.flatMap(referencesOf)
  if ('not' in condition) return referencesOf(condition.not)
  if (condition.kind === 'asOf') return referencesOf(condition.holds)
  return condition.kind === 'segment' ? [condition.id] : []
}
