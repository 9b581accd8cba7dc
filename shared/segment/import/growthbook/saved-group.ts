import type { Json, JsonObject } from '../../../json.ts'
import { describeValue } from '../../../problem/index.ts'
import { asText } from '../as-text.ts'
import { isObject } from '../../where/is-object.ts'

/** A saved group, in one form: values of an attribute, or a condition of its own. */
export type SavedGroup =
  | { readonly type: 'list'; readonly attributeKey: string | null; readonly values: readonly Json[] }
  | { readonly type: 'condition'; readonly condition: JsonObject }
  | { readonly type: 'unusable'; readonly found: string; readonly why: string }

/**
 * Reads a saved group in any of the forms that GrowthBook gives it: the bare list of its SDKs' payload, an entry of the
 * payload's second form, or the `SavedGroup` of its REST API (whose condition is a text of JSON).
 */
export function readSavedGroup(entry: Json): SavedGroup {
  if (Array.isArray(entry)) return { type: 'list', attributeKey: null, values: entry }
  if (!isObject(entry)) return unusable(entry, 'a saved group is a list of values, or an object with a type')
  const { attributeKey = null, values = null, useEmptyListGroup = true } = entry
  switch (asText(entry['type'])) {
    case 'list':
      if (!Array.isArray(values)) return unusable(values, 'its values are not there')
      if (values.length === 0 && useEmptyListGroup === false) {
        return unusable(values, 'GrowthBook leaves this group out while it is empty')
      }
      return { type: 'list', attributeKey: typeof attributeKey === 'string' ? attributeKey : null, values }
    case 'condition': {
      const condition = readCondition(entry['condition'] ?? null)
      return condition ? { type: 'condition', condition } : unusable(entry['condition'], 'no object of JSON')
    }
    default:
      return unusable(entry['type'], 'groups of this type keep their members elsewhere')
  }
}

/** A condition as JSON, or as the text of JSON that GrowthBook's REST API gives; null for anything else. */
export function readCondition(condition: Json): JsonObject | null {
  if (isObject(condition)) return condition
  if (typeof condition !== 'string') return null
  try {
    const parsed = JSON.parse(condition) as Json // what it parses is JSON
    return isObject(parsed) ? parsed : null
  } catch {
    return null
  }
}

function unusable(found: unknown, why: string): SavedGroup {
  return { type: 'unusable', found: describeValue(found), why }
}
