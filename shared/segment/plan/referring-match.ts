import type { ProfileEvent } from '../../event/profile-event.ts'
import type { Json } from '../../json.ts'
import type { Match } from '../match.ts'
import { compileWhere } from '../where/compile-where.ts'
import { referencesIn, type Scalar } from '../where/reference.ts'
import type { Where } from '../where/where.ts'
import { compileEventPath } from './event-match.ts'

/** A match that refers to bound events, in two parts that both have to fit. */
export interface ReferringMatch {
  /** What can be asked of an event alone. */
  readonly match: Match
  /** What can be asked only beside the values that are bound; undefined: nothing. */
  readonly fits: ((event: ProfileEvent, bound: Bound) => boolean) | undefined
}

/** The values of the references of a condition, in their order; those at the end may not be bound yet. */
export type Bound = readonly Scalar[]

/** @param references Those of the whole condition: a bound value is found by its place. */
export function splitMatch({ event, where }: Match, references: readonly string[]): ReferringMatch {
  const entries = Object.entries(where ?? {})
  const referring = entries.filter((entry) => referencesIn(Object.fromEntries([entry])).length > 0)
  if (referring.length === 0) return { match: { event, where }, fits: undefined }
  const alone = entries.filter((entry) => !referring.includes(entry))
  return {
    match: alone.length === 0 ? { event } : { event, where: Object.fromEntries(alone) },
    fits: compileReferringWhere(Object.fromEntries(referring), references),
  }
}

function compileReferringWhere(where: Where, references: readonly string[]) {
  const test = compileWhere(where, {
    path(path) {
      const read = compileEventPath(path)
      return (pair) => read(pairOf(pair).event)
    },
    reference(reference) {
      const place = references.indexOf(reference)
      return (pair) => pairOf(pair).bound[place] ?? null
    },
  })
  return (event: ProfileEvent, bound: Bound) => {
    const pair: Pair = { event, bound }
    // An event is JSON; its interface only lacks the index signature that says so.
    return test.holds(pair as unknown as Json, event.at)
  }
}

interface Pair {
  readonly event: ProfileEvent
  readonly bound: Bound
}

/** Nothing else is tested by the closures above. */
function pairOf(value: Json): Pair {
  return value as unknown as Pair
}
