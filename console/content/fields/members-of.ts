import type { Json, JsonObject } from '../../../shared/json.ts'

/** The members of a value that should be an object; none, where it is not. */
export function membersOf(value: Json | undefined): JsonObject {
  // `as`: no list, which TypeScript does not conclude for readonly ones
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {}
}
