import type { JsonObject } from '../json.ts'
import { fillDefaults } from './fill-defaults.ts'
import { mergeJson, type Merge, type Side } from './merge-json.ts'

/**
 * Joins two changes of one site document, field by field; see {@link mergeJson}. A default that is said and one that is
 * left out are the same.
 */
export function mergeSites(
  base: JsonObject,
  theirs: JsonObject,
  yours: JsonObject,
  prefer: Side = 'theirs',
): Merge {
  return mergeJson(fillDefaults(base), fillDefaults(theirs), fillDefaults(yours), prefer)
}
