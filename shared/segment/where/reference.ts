import type { Json } from '../../json.ts'
import { isObject } from './is-object.ts'

/** What can be referred to: texts, numbers, true and false. Lists and objects count as missing. */
export type Scalar = string | number | boolean

/** The operators that may be given a reference; `$ref` as an operator is an equality. */
export const REFERRING_OPERATORS: readonly string[] = ['$eq', '$ne', '$lt', '$lte', '$gt', '$gte']

export function isScalar(value: Json): value is Scalar {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
}

/** Is it `{ "$ref": … }` and nothing else? */
export function isReference(operand: Json): operand is { readonly $ref: Json } {
  return isObject(operand) && '$ref' in operand && Object.keys(operand).length === 1
}

/** `cart.properties.cart_id` → the name `cart` and the path `properties.cart_id`. */
export function parseReference(reference: string): { readonly name: string; readonly path: string } {
  const dot = reference.indexOf('.')
  return dot === -1
    ? { name: reference, path: '' }
    : { name: reference.slice(0, dot), path: reference.slice(dot + 1) }
}

/** All references in a condition or a part of one, each once, in the order in which they stand. */
export function referencesIn(json: Json | undefined): string[] {
  const found = new Set<string>()
  mapReferences(json ?? null, (reference) => {
    found.add(reference)
    return reference
  })
  return [...found]
}

/** A condition or a part of one, with other references in place of its own. */
export function mapReferences(json: Json, replace: (reference: string) => Json): Json {
  if (Array.isArray(json)) return json.map((item: Json) => mapReferences(item, replace))
  if (!isObject(json)) return json
  return Object.fromEntries(
    Object.entries(json).map(([key, value = null]) => [
      key,
      key === '$ref' && typeof value === 'string' ? replace(value) : mapReferences(value, replace),
    ]),
  )
}
