import * as v from 'valibot'
import type { Json, JsonObject } from '../json.ts'
import { shapeOf } from './json-shape.ts'
import { SiteConfig } from './site-config.ts'
import { PART_SCHEMAS } from './part-schemas.ts'

/**
 * A site document with its defaults filled in, wherever it is right: a document that says a default and one that leaves it
 * out are then the same. What is wrong stays as it is, and does not keep the rest from being filled in.
 */
export function fillDefaults(document: JsonObject): JsonObject {
  const shape = shapeOf(document)
  if (shape.type !== 'object') return document
  const filled = new Map(shape.members)
  for (const [name, schema] of Object.entries(SiteConfig.entries)) {
    const value = parsedOr(schema, shape.members.get(name))
    if (value !== undefined) filled.set(name, value)
  }
  for (const [name, schema] of PART_SCHEMAS) {
    const list = filled.get(name)
    if (Array.isArray(list)) {
      // `as`: the entries of a list of JSON, which TypeScript does not conclude for readonly ones
      filled.set(
        name,
        (list as readonly Json[]).map((entry) => parsedOr(schema, entry) ?? entry),
      )
    }
  }
  return Object.fromEntries(filled)
}

function parsedOr(schema: v.GenericSchema<unknown, unknown>, value: Json | undefined): Json | undefined {
  const parsed = v.safeParse(schema, value)
  // `as`: what valibot parsed from JSON is JSON
  return parsed.success ? (parsed.output as Json | undefined) : value
}
