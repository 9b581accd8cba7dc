import type * as v from 'valibot'
import { SiteConfig } from './site-config.ts'

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
