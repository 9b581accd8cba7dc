import type * as v from 'valibot'
import type { Json, JsonObject } from '../json.ts'
import { nameOf, shapeOf } from './json-shape.ts'
import { SiteConfig } from './site-config.ts'

/** What an editor changes at a time: an entry of one of the site's lists, or one of its settings. */
export interface SitePart {
  /** The list: `segments`, `slots`, `experiences`, `goals`, `writeKeys` …; or `settings`. */
  readonly kind: string
  /** The entry's `id` or `key`, or the setting's name. */
  readonly id: string
}

/** The schema of an entry of each list of a site whose entries have names. */
export const PART_SCHEMAS: ReadonlyMap<string, v.GenericSchema<unknown, unknown>> = new Map(
  Object.entries(SiteConfig.entries).flatMap(([name, schema]) => {
    const item = itemOf(schema)
    return item === null ? [] : [[name, item] as const]
  }),
)

/** The settings of a site: what is no list of named entries, without what makes the document what it is. */
export const SETTINGS: readonly string[] = Object.keys(SiteConfig.entries).filter(
  (name) => !PART_SCHEMAS.has(name) && name !== 'schema' && name !== 'id',
)

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

/** The members of valibot's schemas that lead to an entry's schema. */
interface ListSchema {
  readonly type: string
  readonly item?: { readonly entries?: Readonly<Record<string, unknown>> }
  readonly wrapped?: ListSchema
}

function itemOf(schema: unknown): v.GenericSchema<unknown, unknown> | null {
  // `as`: the kinds of schema that are looked into have just these members
  const { item, wrapped } = schema as ListSchema
  if (wrapped !== undefined) return itemOf(wrapped)
  const entries = item?.entries ?? {}
  const isNamed = 'id' in entries || 'key' in entries
  return isNamed ? (item as unknown as v.GenericSchema<unknown, unknown>) : null
}
