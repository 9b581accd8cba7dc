import type { Json, JsonObject } from '../../json.ts'

/** A JSON object: neither null nor a list. */
export function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
