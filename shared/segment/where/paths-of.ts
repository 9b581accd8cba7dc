import type { Json } from '../../json.ts'
import { isObject } from './is-object.ts'
import type { Where } from './where.ts'

/** The paths that a condition over an object reads. */
export function pathsOf(where: Where): string[] {
  return Object.entries(where).flatMap(([key, condition = null]) => {
    if (!key.startsWith('$')) return [key]
    const parts: readonly Json[] = Array.isArray(condition) ? condition : [condition]
    return parts.flatMap((part) => (isObject(part) ? pathsOf(part) : []))
  })
}
