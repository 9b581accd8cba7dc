import type { Json } from '../../json.ts'
import { describeChoice, toPointer } from '../../problem/index.ts'
import type { Path } from '../validate/path.ts'
import { isObject } from '../where/is-object.ts'
import type { Where } from '../where/where.ts'
import { checkValue, type CheckInside } from './check-value.ts'
import type { Finding } from './finding.ts'
import { findType } from './find-type.ts'
import { describeType, type Type } from './type.ts'

/**
 * What a condition over an object asks that its type does not hold.
 *
 * @param types What the object may be: it is wrong only where it would be so for each of them.
 * @param path Where the condition stands in its document.
 */
export function checkWhere(where: Where, types: readonly Type[], path: Path): Finding[] {
  return Object.entries(where).flatMap(([key, condition = null]): Finding[] => {
    const place = [...path, key]
    if (key === '$not') return isObject(condition) ? checkWhere(condition, types, place) : []
    if (key.startsWith('$')) {
      return Array.isArray(condition)
        ? condition.flatMap((item: Json, index) =>
            isObject(item) ? checkWhere(item, types, [...place, index]) : [],
          )
        : []
    }
    return checkPath(key, types, place, (type) =>
      checkValue(condition, type, place, checkInside).map((issue) => ({ type: 'wrong', issue })),
    )
  })
}

const checkInside: CheckInside = (where, type, path) =>
  checkWhere(where, [type], path).map(({ issue }) => issue)

/**
 * Looks up a path, and asks `check` of what is found there; where it may be several things, one that fits is enough.
 *
 * @param place Where the path stands in its document.
 */
export function checkPath(
  path: string,
  types: readonly Type[],
  place: Path,
  check: (type: Type) => Finding[] = () => [],
): Finding[] {
  const pointer = toPointer(place)
  const answers = types.map((root): Finding[] => {
    const found = findType(root, path)
    if ('type' in found) return check(found.type)
    if ('inside' in found) {
      const expected = `${JSON.stringify(found.at)} itself: ${describeType(found.inside)} has nothing inside`
      return [{ type: 'wrong', issue: { pointer, found: JSON.stringify(path), expected } }]
    }
    const keys = path.split('.')
    const prefix = keys.slice(0, keys.indexOf(found.unknown)).join('.')
    const expected = describeChoice(`what the catalogue has in ${prefix}`, found.unknown, found.known)
    return [{ type: 'unknown', issue: { pointer, found: JSON.stringify(path), expected } }]
  })
  return answers.find((findings) => findings.length === 0) ?? answers[0] ?? []
}
