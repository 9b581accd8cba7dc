import { describeChoice, toPointer, type Issue } from '../problem/index.ts'
import type { Where } from '../segment/index.ts'

const ROOTS = ['url', 'path', 'host', 'query', 'title', 'referrer']

/** Checks that a page condition asks about what is known of a page; a misspelt root would just never hold. */
export function checkPageRoots(where: Where, path: readonly (string | number)[]): Issue[] {
  return Object.entries(where).flatMap(([key, condition]) => {
    if (key.startsWith('$')) {
      // `as`: what the where-language nests under its logical operators are where-conditions again
      const inner = (Array.isArray(condition) ? condition : [condition]) as Where[]
      return inner.flatMap((nested, index) =>
        checkPageRoots(nested ?? {}, Array.isArray(condition) ? [...path, key, index] : [...path, key]),
      )
    }
    const root = key.split('.')[0]!
    if (ROOTS.includes(root)) return []
    const pointer = toPointer([...path, key])
    return [{ pointer, found: JSON.stringify(key), expected: describeChoice('a page has', root, ROOTS) }]
  })
}
