import type { Condition } from '../condition.ts'
import { pathsOf } from '../where/paths-of.ts'

/** The computed traits that a condition reads, by id. */
export function computedIn(condition: Condition): string[] {
  if ('all' in condition) return condition.all.flatMap(computedIn)
  if ('any' in condition) return condition.any.flatMap(computedIn)
  if ('atLeast' in condition) return condition.of.flatMap(computedIn)
  if ('not' in condition) return computedIn(condition.not)
  if (condition.kind === 'asOf') return computedIn(condition.holds)
  if (condition.kind !== 'profile') return []
  return pathsOf(condition.where).flatMap((path) => computedIdOf(path) ?? [])
}

/** The id in a path `computed.<id>`; null: it is no such path. */
export function computedIdOf(path: string): string | null {
  const [root, id = ''] = path.split('.')
  return root === 'computed' ? id : null
}
