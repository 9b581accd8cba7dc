import * as v from 'valibot'
import { Translations } from './locale/locale.ts'
import type { SlotPolicy } from './slot-policy.ts'

/** The kinds of field an editor can fill. Markup comes from the slot's template, never from a field. */
export const FieldType = v.picklist([
  'text',
  'richText',
  'image',
  'link',
  'number',
  'boolean',
  'list',
  'json',
])
export type FieldType = v.InferOutput<typeof FieldType>

const FieldName = v.pipe(
  v.string(),
  v.regex(/^[a-zA-Z][a-zA-Z0-9_]{0,62}$/, 'a name of letters, digits and _ that begins with a letter'),
)

/** What each entry of a list holds. */
const Item = v.record(FieldName, v.picklist(['text', 'image', 'link', 'number', 'boolean']))

export const Field = v.strictObject({
  type: FieldType,
  /** @default false */
  required: v.optional(v.boolean(), false),
  description: v.optional(v.string()),
  /** Of a list: what its entries hold, by name. Absent: anything. */
  item: v.optional(Item),
})
export type Field = v.InferOutput<typeof Field>

/**
 * A named place on a page. `template` is Liquid: it sees the slot's fields by name, escaped
 * (`<h1>{{ headline }}</h1>`, `<img src="{{ image.src }}" alt="{{ image.alt }}">`). Without a template the slot is
 * JSON only. `default` are the fields that code gets when no variant is chosen, or a baseline without fields;
 * elements then keep their own markup. `policy` says when an element that shows content may change.
 */
export const Slot = v.strictObject({
  id: v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'lower-case letters, digits and dashes')),
  name: v.optional(v.string()),
  fields: v.record(FieldName, Field),
  template: v.optional(v.string()),
  default: v.optional(v.record(v.string(), v.unknown()), {}),
  /** The default's fields in other languages. */
  translations: v.optional(Translations),
  /** @default 'now' */
  policy: v.optional(v.picklist(['now', 'next-view', 'idle'] satisfies readonly SlotPolicy[])),
})
export type Slot = v.InferOutput<typeof Slot>
