import type { Json } from '../../json.ts'
import { isObject } from '../where/is-object.ts'
import type { Where } from '../where/where.ts'
import type { Path } from './path.ts'

/** A path that a condition over an object reads, and where that is said. */
export interface PlacedPath {
  readonly read: string
  readonly place: Path
}

/** The paths that a condition over an object reads, each with its place. */
export function placedPaths(where: Where, path: Path): PlacedPath[] {
  return Object.entries(where).flatMap(([key, condition = null]) => {
    const place = [...path, key]
    if (!key.startsWith('$')) return [{ read: key, place }]
    if (!Array.isArray(condition)) return isObject(condition) ? placedPaths(condition, place) : []
    return condition.flatMap((part: Json, index) =>
      isObject(part) ? placedPaths(part, [...place, index]) : [],
    )
  })
}
