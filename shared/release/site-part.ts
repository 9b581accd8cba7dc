import type { Json, JsonObject } from '../json.ts'
import { nameOf, shapeOf } from './json-shape.ts'

/** What an editor changes at a time: an entry of one of the site's lists, or one of its settings. */
export interface SitePart {
  /** The list: `segments`, `slots`, `experiences`, `goals`, `writeKeys` …; or `settings`. */
  readonly kind: string
  /** The entry's `id` or `key`, or the setting's name. */
  readonly id: string
}

/** A part as it stands in a document; undefined where there is none. */
export function readPart(document: JsonObject, { kind, id }: SitePart): Json | undefined {
  if (kind === 'settings') return shapeMembers(document).get(id)
  const list = shapeOf(shapeMembers(document).get(kind))
  return list.type === 'named-list' ? list.entries.get(id) : undefined
}

/** The document with a part put in, changed, or (undefined) taken out. What is new goes to the end of its list. */
export function writePart(document: JsonObject, { kind, id }: SitePart, value: Json | undefined): JsonObject {
  const members = new Map(shapeMembers(document))
  if (kind === 'settings') {
    if (value === undefined) members.delete(id)
    else members.set(id, value)
    return Object.fromEntries(members)
  }
  const found = members.get(kind)
  const list: readonly Json[] = Array.isArray(found) ? found : []
  const isThere = list.some((entry) => nameOf(entry) === id)
  const entries = list.flatMap((entry) => (nameOf(entry) === id ? (value ?? []) : [entry]))
  members.set(kind, isThere || value === undefined ? entries : [...list, value])
  return Object.fromEntries(members)
}

function shapeMembers(document: JsonObject): ReadonlyMap<string, Json> {
  const shape = shapeOf(document)
  return shape.type === 'object' ? shape.members : new Map()
}
