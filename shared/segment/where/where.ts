import * as v from 'valibot'
import type { Json, JsonObject } from '../../json.ts'

/**
 * A Mongo-style condition over one JSON object, as in GrowthBook: paths to what must hold of their values, all of which
 * must hold. `{ 'properties.price': { $gte: 100 }, 'properties.category': 'shoes' }`.
 *
 * Its operators are checked by `validateWhere`. A missing value is null: `{ age: { $lt: 25 } }` matches an unknown age.
 */
export const Where: v.GenericSchema<Where> = v.custom<Where>(
  isPlainJsonObject,
  'an object of paths and conditions',
)
export type Where = JsonObject

function isPlainJsonObject(value: unknown): value is JsonObject {
  return (
    typeof value === 'object' && value !== null && !Array.isArray(value) && Object.values(value).every(isJson)
  )
}

function isJson(value: unknown): value is Json {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return true
  if (typeof value === 'number') return Number.isFinite(value)
  if (Array.isArray(value)) return value.every(isJson)
  return isPlainJsonObject(value)
}
