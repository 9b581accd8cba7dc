import type { Json, JsonObject } from '../json.ts'
import { shapeOf } from './json-shape.ts'

/**
 * Changes a value by a JSON merge patch (RFC 7396): members of the patch replace those of the same name, `null` removes
 * one, and whatever is no object, lists included, is replaced as a whole.
 *
 * @example
 * ```ts
 * mergePatch({ id: 'hero', name: 'Hero', enabled: true }, { name: 'Top', enabled: null })
 * // { id: 'hero', name: 'Top' }
 * ```
 */
export function mergePatch(target: Json | undefined, patch: Json): Json {
  if (typeof patch !== 'object' || patch === null || Array.isArray(patch)) return patch
  const shape = shapeOf(target)
  const members = new Map<string, Json>(shape.type === 'object' ? shape.members : [])
  // `as`: no list, which TypeScript does not conclude for readonly ones
  for (const [name, value] of Object.entries(patch as JsonObject)) {
    if (value === undefined) continue
    if (value === null) members.delete(name)
    else members.set(name, mergePatch(members.get(name), value))
  }
  return Object.fromEntries(members)
}
