import type { Json } from '../json.ts'
import { toPointer } from '../problem/index.ts'
import { shapeOf } from './json-shape.ts'
import { mergeOrder } from './merge-order.ts'
import { mergeTexts } from './merge-texts.ts'
import { isSameJson } from '../same-json.ts'

/** A place that two people changed in different ways. */
export interface Clash {
  /** As in {@link Difference}: entries of lists are named. */
  readonly path: string
  /** What clashes: the value, or the order of a list of named entries. */
  readonly what: 'value' | 'order'
  /** What both began with; this and the next two are absent where there is nothing. */
  readonly base?: Json
  readonly theirs?: Json
  readonly yours?: Json
}

export interface Merge {
  /** Both changes in one; where they clash it has what `prefer` says. */
  readonly merged: Json | undefined
  readonly clashes: readonly Clash[]
}

/** Whose value a merge has where both changed the same. */
export type Side = 'theirs' | 'yours'

/** Whose value a merge has, place by place: `path` is that of the clash. */
export type Choose = (path: string, what: Clash['what']) => Side

/**
 * Joins two changes of one document, field by field: what only one side changed is taken from it, what both changed alike
 * is taken once, and what they changed differently clashes. Removing what the other side changed clashes, too.
 *
 * @param base What both sides began with.
 * @param prefer Whose value stands in `merged` where they clash: one side's, or for each place one's. @default 'theirs'
 */
export function mergeJson(
  base: Json | undefined,
  theirs: Json | undefined,
  yours: Json | undefined,
  prefer: Side | Choose = 'theirs',
): Merge {
  const clashes: Clash[] = []
  const choose = typeof prefer === 'function' ? prefer : () => prefer
  const merged = merge({ base, theirs, yours }, [], { choose, clashes })
  return { merged, clashes }
}

type Path = readonly string[]

interface Sides {
  readonly base: Json | undefined
  readonly theirs: Json | undefined
  readonly yours: Json | undefined
}

interface Merging {
  readonly choose: Choose
  /** Grows while the documents are walked. */
  readonly clashes: Clash[]
}

function merge(sides: Sides, path: Path, merging: Merging): Json | undefined {
  const { base, theirs, yours } = sides
  if (isSameJson(base, yours) || isSameJson(theirs, yours)) return theirs
  if (isSameJson(base, theirs)) return yours
  const shapes = [shapeOf(base), shapeOf(theirs), shapeOf(yours)] as const
  const objects = shapes.map((shape) => (shape.type === 'object' ? shape.members : null))
  const lists = shapes.map((shape) => (shape.type === 'named-list' ? shape.entries : null))
  if (areAll(objects)) return Object.fromEntries(mergeMembers(objects, path, merging))
  if (areAll(lists)) return mergeList(lists, path, merging)
  const texts = mergeTexts(base, theirs, yours, merging.choose(toPointer(path), 'order'))
  if (texts === null) return clash('value', sides, path, merging)
  if (texts.clashes) clash('order', sides, path, merging)
  return texts.names
}

type Members = ReadonlyMap<string, Json>

function areAll(members: readonly (Members | null)[]): members is readonly [Members, Members, Members] {
  return members.every((side) => side !== null)
}

function mergeMembers(
  [base, theirs, yours]: readonly [Members, Members, Members],
  path: Path,
  merging: Merging,
): Map<string, Json> {
  const merged = new Map<string, Json>()
  for (const name of new Set([...theirs.keys(), ...yours.keys(), ...base.keys()])) {
    const sides = { base: base.get(name), theirs: theirs.get(name), yours: yours.get(name) }
    const value = merge(sides, [...path, name], merging)
    if (value !== undefined) merged.set(name, value)
  }
  return merged
}

function mergeList(lists: readonly [Members, Members, Members], path: Path, merging: Merging): Json[] {
  const merged = mergeMembers(lists, path, merging)
  const [base, theirs, yours] = [[...lists[0].keys()], [...lists[1].keys()], [...lists[2].keys()]]
  const { names, clashes } = mergeOrder(base, theirs, yours, merging.choose(toPointer(path), 'order'))
  if (clashes) clash('order', { base, theirs, yours }, path, merging)
  return names.flatMap((name) => (merged.has(name) ? [merged.get(name)!] : []))
}

function clash(what: Clash['what'], sides: Sides, path: Path, merging: Merging): Json | undefined {
  const { base, theirs, yours } = sides
  merging.clashes.push({
    path: toPointer(path),
    what,
    ...(base !== undefined && { base }),
    ...(theirs !== undefined && { theirs }),
    ...(yours !== undefined && { yours }),
  })
  return sides[merging.choose(toPointer(path), what)]
}
