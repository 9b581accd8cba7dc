import type { Json } from '../json.ts'
import { toPointer } from '../problem/index.ts'
import { shapeOf } from './json-shape.ts'
import { isSameJson } from '../same-json.ts'

/** One place at which two documents differ. */
export interface Difference {
  /**
   * A JSON pointer (RFC 6901) in which entries of a list that have an `id` or a `key` are named by it, and not by where
   * they stand: `/experiences/hiking-hero/variants/ridge/fields/title`. Empty: the whole.
   */
  readonly path: string
  /** What differs: the value, or the order of a list of named entries. */
  readonly what: 'value' | 'order'
  /** Absent where there was nothing. */
  readonly before?: Json
  /** Absent where there is nothing any more. */
  readonly after?: Json
}

/**
 * What changed from one document to another, field by field. Lists are compared entry by entry where their entries have
 * names, and as a whole where they have none.
 *
 * @example
 * ```ts
 * diffJson({ slots: [{ id: 'hero', name: 'Hero' }] }, { slots: [{ id: 'hero', name: 'Top' }] })
 * // [{ path: '/slots/hero/name', what: 'value', before: 'Hero', after: 'Top' }]
 * ```
 */
export function diffJson(before: Json | undefined, after: Json | undefined): Difference[] {
  return compare(before, after, [])
}

type Path = readonly string[]

function compare(before: Json | undefined, after: Json | undefined, path: Path): Difference[] {
  if (isSameJson(before, after)) return []
  const [left, right] = [shapeOf(before), shapeOf(after)]
  if (left.type === 'object' && right.type === 'object') {
    return compareMembers(left.members, right.members, path)
  }
  if (left.type === 'named-list' && right.type === 'named-list') {
    return [
      ...compareMembers(left.entries, right.entries, path),
      ...compareOrder([...left.entries.keys()], [...right.entries.keys()], path),
    ]
  }
  return [
    {
      path: toPointer(path),
      what: 'value',
      ...(before !== undefined && { before }),
      ...(after !== undefined && { after }),
    },
  ]
}

function compareMembers(
  left: ReadonlyMap<string, Json>,
  right: ReadonlyMap<string, Json>,
  path: Path,
): Difference[] {
  const names = new Set([...left.keys(), ...right.keys()])
  return [...names].flatMap((name) => compare(left.get(name), right.get(name), [...path, name]))
}

/** Only what stands in both lists can have changed its place. */
function compareOrder(left: readonly string[], right: readonly string[], path: Path): Difference[] {
  const before = left.filter((name) => right.includes(name))
  const after = right.filter((name) => left.includes(name))
  if (isSameJson(before, after)) return []
  return [{ path: toPointer(path), what: 'order', before, after }]
}
