import type { Json, JsonObject } from '../../json.ts'
import { isObject } from './is-object.ts'

/** An object of which every key is an operator: `{ $gte: 1, $lt: 3 }`. */
export function isOperators(condition: Json): condition is JsonObject {
  if (!isObject(condition)) return false
  const keys = Object.keys(condition)
  return keys.length > 0 && keys.every((key) => key.startsWith('$'))
}
