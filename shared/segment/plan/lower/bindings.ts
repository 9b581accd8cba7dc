import type { Json } from '../../../json.ts'
import type { Match } from '../../match.ts'
import { isObject } from '../../where/is-object.ts'
import { mapReferences, parseReference, referencesIn } from '../../where/reference.ts'
import type { Where } from '../../where/where.ts'
import { compileEventPath } from '../event-match.ts'

/** What of the events that a condition binds is referred to. */
export interface Bindings {
  /** In the order in which they are bound: the values are found by their place. */
  readonly references: readonly string[]
  /** Reads what of one binding event is referred to, in that order. */
  readersOf(binder: number): ((event: unknown) => Json)[]
  /** A match without the names that its author chose, so that equal meaning has equal content. */
  rename(match: Match): Match
}

/**
 * @param names Of the binding events, in the order in which they happen; undefined: binds nothing.
 * @param wheres All that may refer to them.
 */
export function createBindings(
  names: readonly (string | undefined)[],
  wheres: readonly (Where | undefined | readonly (Where | undefined)[])[],
): Bindings {
  const all = [...new Set(wheres.flat().flatMap(referencesIn))]
  const referencesTo = (binder: number) => all.filter((one) => parseReference(one).name === names[binder])
  const places = new Map(
    names.flatMap((_, binder) =>
      referencesTo(binder).map((one) => [one, `${binder}.${parseReference(one).path}`] as const),
    ),
  )
  return {
    references: [...places.keys()],
    readersOf: (binder) => referencesTo(binder).map((one) => compileEventPath(parseReference(one).path)),
    rename({ event, where }) {
      if (!where || places.size === 0) return { event, where }
      const renamed = mapReferences(where, (one) => places.get(one) ?? one)
      return { event, where: isObject(renamed) ? renamed : where }
    },
  }
}
