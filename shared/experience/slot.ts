import * as v from 'valibot'

/** The kinds of field an editor can fill. Markup comes from the slot's template, never from a field. */
export const FieldType = v.picklist(['text', 'image', 'link', 'number', 'boolean', 'list', 'json'])
export type FieldType = v.InferOutput<typeof FieldType>

export const Field = v.strictObject({
  type: FieldType,
  /** @default false */
  required: v.optional(v.boolean(), false),
  description: v.optional(v.string()),
})
export type Field = v.InferOutput<typeof Field>

/**
 * A named place on a page. `template` is Liquid: it sees the slot's fields by name, escaped
 * (`<h1>{{ headline }}</h1>`, `<img src="{{ image.src }}" alt="{{ image.alt }}">`). Without a template the slot is
 * JSON only. `default` are the fields that code gets when no variant is chosen, or a baseline without fields;
 * elements then keep their own markup.
 */
export const Slot = v.strictObject({
  id: v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'lower-case letters, digits and dashes')),
  name: v.optional(v.string()),
  fields: v.record(
    v.pipe(
      v.string(),
      v.regex(/^[a-zA-Z][a-zA-Z0-9_]{0,62}$/, 'a name of letters, digits and _ that begins with a letter'),
    ),
    Field,
  ),
  template: v.optional(v.string()),
  default: v.optional(v.record(v.string(), v.unknown()), {}),
})
export type Slot = v.InferOutput<typeof Slot>
