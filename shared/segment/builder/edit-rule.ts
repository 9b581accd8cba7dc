import type { Json, JsonObject } from '../../json.ts'
import type { Condition } from '../condition.ts'
import { groupOf, groupOfType, type GroupType } from './group.ts'
import { readAt, splitPointer, writeAt } from './pointer.ts'

/**
 * Edits of a segment's rules. Each takes the segment as JSON and where in it (a JSON pointer: `/when/all/0`), and gives the
 * segment as it is then; nothing is changed in place, so what was before can be come back to. A group that has lost its last
 * condition goes, too, unless it is the whole rule.
 */

/** The condition at a place; null where there is none. */
export function conditionAt(segment: JsonObject, pointer: string): Condition | null {
  const found = readAt(segment, pointer)
  const isThere = typeof found === 'object' && found !== null && !Array.isArray(found)
  // `as`: the pointers of rules lead to conditions
  return isThere ? (found as unknown as Condition) : null
}

export function replaceCondition(segment: JsonObject, pointer: string, condition: Condition): JsonObject {
  return put(segment, pointer, condition)
}

/** Adds a condition to the end of a group; beside a condition that is none, both become a group of which all must hold. */
export function addCondition(segment: JsonObject, pointer: string, condition: Condition): JsonObject {
  const there = conditionAt(segment, pointer)
  if (there === null) return put(segment, pointer, { all: [condition] })
  const group = groupOf(there)
  if (group === null) return put(segment, pointer, { all: [there, condition] })
  const children = [...group.children.map((child) => child.condition), condition]
  return put(segment, pointer, groupOfType(group.type, children, group.atLeast))
}

export function removeCondition(segment: JsonObject, pointer: string): JsonObject {
  const place = placeOf(segment, pointer)
  if (place === null) return put(segment, pointer, { all: [] })
  const { group, index, pointer: parent } = place
  const children = group.children.map((child) => child.condition).toSpliced(index, 1)
  if (children.length === 0) return removeCondition(segment, parent)
  return put(segment, parent, groupOfType(group.type, children, group.atLeast))
}

/** Moves a condition among those of its group; beyond either end it stays where it is. */
export function moveCondition(segment: JsonObject, pointer: string, by: -1 | 1): JsonObject {
  const place = placeOf(segment, pointer)
  if (place === null) return segment
  const { group, index, pointer: parent } = place
  const to = index + by
  if (to < 0 || to >= group.children.length) return segment
  const children = group.children.map((child) => child.condition)
  const [moved] = children.splice(index, 1)
  if (moved) children.splice(to, 0, moved)
  return put(segment, parent, groupOfType(group.type, children, group.atLeast))
}

/** Puts a copy of a condition behind it. */
export function duplicateCondition(segment: JsonObject, pointer: string): JsonObject {
  const place = placeOf(segment, pointer)
  const condition = conditionAt(segment, pointer)
  if (condition === null) return segment
  if (place === null) return put(segment, pointer, { all: [condition, condition] })
  const { group, index, pointer: parent } = place
  const children = group.children.map((child) => child.condition).toSpliced(index, 0, condition)
  return put(segment, parent, groupOfType(group.type, children, group.atLeast))
}

/** Makes a group of a condition, for others to be added beside it. */
export function wrapCondition(segment: JsonObject, pointer: string, type: GroupType): JsonObject {
  const condition = conditionAt(segment, pointer)
  return condition === null ? segment : put(segment, pointer, groupOfType(type, [condition]))
}

/** Takes a group away and leaves its conditions in its place, where they mean the same there; else it stays. */
export function unwrapGroup(segment: JsonObject, pointer: string): JsonObject {
  const group = groupOf(conditionAt(segment, pointer) ?? { all: [] })
  if (group === null || group.type === 'none' || group.children.length === 0) return segment
  const inner = group.children.map((child) => child.condition)
  const [only] = inner
  if (inner.length === 1 && only) return put(segment, pointer, only)
  const place = placeOf(segment, pointer)
  const joins = place?.group.type === 'none' ? 'any' : place?.group.type
  if (place === null || joins !== group.type || group.type === 'atLeast') return segment
  const children = place.group.children.flatMap((child, index) =>
    index === place.index ? inner : [child.condition],
  )
  return put(segment, place.pointer, groupOfType(place.group.type, children))
}

/** Joins the conditions of a group in another way. */
export function changeGroup(
  segment: JsonObject,
  pointer: string,
  type: GroupType,
  atLeast?: number,
): JsonObject {
  const group = groupOf(conditionAt(segment, pointer) ?? { all: [] })
  if (group === null) return segment
  const children = group.children.map((child) => child.condition)
  return put(segment, pointer, groupOfType(type, children, atLeast ?? group.atLeast))
}

/** In which group a condition stands, and as the how manieth; null: it is a whole rule. */
function placeOf(segment: JsonObject, pointer: string) {
  for (let parent = splitPointer(pointer).parent; parent !== ''; parent = splitPointer(parent).parent) {
    const condition = conditionAt(segment, parent)
    const group = condition === null ? null : groupOf(condition)
    const index = group?.children.findIndex(({ at }) => `${parent}${at}` === pointer) ?? -1
    // What `not` has as `any` is reached through both: the outer one is the group
    if (group !== null && index >= 0)
      return outermost(segment, parent, pointer) ?? { group, index, pointer: parent }
  }
  return null
}

function outermost(segment: JsonObject, pointer: string, of: string) {
  if (!pointer.endsWith('/not')) return null
  const parent = pointer.slice(0, -'/not'.length)
  const condition = conditionAt(segment, parent)
  const group = condition === null ? null : groupOf(condition)
  const index = group?.children.findIndex(({ at }) => `${parent}${at}` === of) ?? -1
  return group !== null && index >= 0 ? { group, index, pointer: parent } : null
}

function put(segment: JsonObject, pointer: string, condition: Condition): JsonObject {
  // `as`: conditions are JSON, and the root of a pointer with a key stays an object
  return writeAt(segment, pointer, condition as unknown as Json) as JsonObject
}
