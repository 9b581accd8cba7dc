import type { Json, JsonObject } from '../../json.ts'

/** A condition, or a step of a sequence, with a member changed; undefined takes it away. */
export function withField(condition: JsonObject, key: string, value: Json | undefined): JsonObject {
  const { [key]: _, ...others } = condition
  if (value === undefined) return others
  const changed = key in condition ? { ...condition, [key]: value } : { ...others, [key]: value }
  // What is calculated has to be compared with something
  return key === 'agg' && changed['op'] === undefined ? { ...changed, op: { gte: 1 } } : changed
}
