import type { Json, JsonObject } from '../json.ts'
import { diffJson, type Difference } from './diff-json.ts'
import { fillDefaults } from './fill-defaults.ts'
import { shapeOf } from './json-shape.ts'
import { isSameJson } from '../same-json.ts'
import { PART_SCHEMAS } from './part-schemas.ts'
import type { SitePart } from './site-part.ts'

/** One part of a site that differs between two documents. */
export type SiteChange =
  | (SitePart & { readonly type: 'added'; readonly after: Json })
  | (SitePart & { readonly type: 'removed'; readonly before: Json })
  /** `fields` have paths into the part. */
  | (SitePart & { readonly type: 'changed'; readonly fields: readonly Difference[] })
  /** The order of a list, which for experiences is their priority. */
  | {
      readonly type: 'reordered'
      readonly kind: string
      readonly before: readonly string[]
      readonly after: readonly string[]
    }

/**
 * What changed from one site document to another: which segments, slots, experiences and settings, and in them which
 * fields. A default that is said and one that is left out are the same.
 */
export function siteChanges(before: JsonObject, after: JsonObject): SiteChange[] {
  const [left, right] = [fillDefaults(before), fillDefaults(after)]
  const names = new Set([...Object.keys(left), ...Object.keys(right)])
  return [...names].flatMap((name) => {
    const [old, new_] = [left[name], right[name]]
    if (isSameJson(old, new_)) return []
    const [oldList, newList] = [shapeOf(old ?? []), shapeOf(new_ ?? [])]
    if (!PART_SCHEMAS.has(name) || oldList.type !== 'named-list' || newList.type !== 'named-list') {
      return [partChange({ kind: 'settings', id: name }, old, new_)]
    }
    const ids = new Set([...oldList.entries.keys(), ...newList.entries.keys()])
    const parts = [...ids].flatMap((id) => {
      const [from, to] = [oldList.entries.get(id), newList.entries.get(id)]
      return isSameJson(from, to) ? [] : [partChange({ kind: name, id }, from, to)]
    })
    return [...parts, ...orderChange(name, [...oldList.entries.keys()], [...newList.entries.keys()])]
  })
}

function partChange(part: SitePart, before: Json | undefined, after: Json | undefined): SiteChange {
  if (before === undefined && after !== undefined) return { type: 'added', ...part, after }
  if (before !== undefined && after === undefined) return { type: 'removed', ...part, before }
  return { type: 'changed', ...part, fields: diffJson(before, after) }
}

function orderChange(kind: string, from: readonly string[], to: readonly string[]): SiteChange[] {
  const before = from.filter((id) => to.includes(id))
  const after = to.filter((id) => from.includes(id))
  return isSameJson(before, after) ? [] : [{ type: 'reordered', kind, before, after }]
}
