import type { FieldType } from '../experience/slot.ts'

/** What a template can read of a field, by its type; null: whatever it holds. */
export const FIELD_MEMBERS: Readonly<Record<FieldType, readonly string[] | null>> = {
  text: ['size'],
  richText: [],
  number: [],
  boolean: [],
  image: ['src', 'alt', 'width', 'height'],
  link: ['href', 'label'],
  list: null,
  json: null,
}
