import type { Facts } from '../../shared/event/index.ts'

/** The facts of a call that differ from those known. */
export function changedFacts(known: Facts, given: Facts): { facts?: Facts } {
  // `as`: the keys of Facts, whatever their values
  const changed = (Object.keys(given) as (keyof Facts)[]).filter(
    (root) => JSON.stringify(given[root]) !== JSON.stringify(known[root]),
  )
  if (changed.length === 0) return {}
  return { facts: Object.fromEntries(changed.map((root) => [root, given[root]])) }
}
