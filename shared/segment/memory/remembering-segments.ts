import type { Condition } from '../condition.ts'
import type { Segment } from '../segment.ts'

/** The segments of which it has to be remembered since when one is in or out: leaving has its own rules, or others ask. */
export function rememberingSegments(segments: readonly Segment[]): Set<string> {
  const own = segments.filter(({ exit, reentry = 'always' }) => exit !== undefined || reentry !== 'always')
  const asked = segments.flatMap(({ when, exit }) => [
    ...tenuresIn(when),
    ...(exit?.when ? tenuresIn(exit.when) : []),
  ])
  return new Set([...own.map(({ id }) => id), ...asked])
}

function tenuresIn(condition: Condition): string[] {
  if ('all' in condition) return condition.all.flatMap(tenuresIn)
  if ('any' in condition) return condition.any.flatMap(tenuresIn)
  if ('atLeast' in condition) return condition.of.flatMap(tenuresIn)
  if ('not' in condition) return tenuresIn(condition.not)
  if (condition.kind !== 'segment') return []
  return condition.for === undefined && condition.enteredWithin === undefined ? [] : [condition.id]
}
