import type { Json } from '../../../json.ts'
import { mapReferences, parseReference, referencesIn } from '../../where/reference.ts'
import { compileEventPath } from '../event-match.ts'

/** What of the events that a condition binds is referred to. */
export interface Bindings {
  /** In the order in which they are bound: the values are found by their place. */
  readonly references: readonly string[]
  /** Reads what of one binding event is referred to, in that order. */
  readersOf(binder: number): ((event: unknown) => Json)[]
  /** Without the names that its author chose, so that equal meaning has equal content. */
  rename<T extends Json | undefined>(part: T): T
}

/**
 * @param names Of the binding events, in the order in which they happen; undefined: binds nothing.
 * @param parts All that may refer to them.
 */
export function createBindings(
  names: readonly (string | undefined)[],
  parts: readonly (Json | undefined)[],
): Bindings {
  const all = [...new Set(parts.flatMap(referencesIn))]
  const referencesTo = (binder: number) => all.filter((one) => parseReference(one).name === names[binder])
  const places = new Map(
    names.flatMap((_, binder) =>
      referencesTo(binder).map((one) => [one, `${binder}.${parseReference(one).path}`] as const),
    ),
  )
  return {
    references: [...places.keys()],
    readersOf: (binder) => referencesTo(binder).map((one) => compileEventPath(parseReference(one).path)),
    rename(part) {
      if (part === undefined || places.size === 0) return part
      // Only the texts of references are others.
      return mapReferences(part, (one) => places.get(one) ?? one) as typeof part
    },
  }
}
