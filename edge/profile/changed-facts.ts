import type { Facts } from '../../shared/event/index.ts'
import { mergeTouch, type Touch, type Touches } from '../../shared/traffic/index.ts'

/** The facts of a call that differ from those known. How the visitor came is merged with how they came before. */
export function changedFacts(known: Facts, given: Facts): { facts?: Facts } {
  const facts = given.touch === undefined ? given : { ...given, touch: mergedTouch(known.touch, given.touch) }
  // `as`: the keys of Facts, whatever their values
  const changed = (Object.keys(facts) as (keyof Facts)[]).filter(
    (root) => JSON.stringify(facts[root]) !== JSON.stringify(known[root]),
  )
  if (changed.length === 0) return {}
  return { facts: Object.fromEntries(changed.map((root) => [root, facts[root]])) }
}

function mergedTouch(known: Facts['touch'], given: NonNullable<Facts['touch']>): NonNullable<Facts['touch']> {
  // `as`: request-facts.ts wrote the one, and this the other
  const { last } = given as unknown as { readonly last: Touch }
  return { ...mergeTouch(known as unknown as Touches | undefined, last) } as unknown as NonNullable<
    Facts['touch']
  >
}
