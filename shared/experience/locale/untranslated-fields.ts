import type { FieldType, Slot } from '../slot.ts'
import { localeChain } from './locale-chain.ts'
import type { Translations } from './locale.ts'

/** The kinds of field that say something in a language. */
const WORDED: ReadonlySet<FieldType> = new Set(['text', 'richText', 'image', 'link', 'list'])

/** The fields that are filled in and can be written in another language: what a translation is complete with. */
export function wordedFields(
  fields: Readonly<Record<string, unknown>>,
  { fields: declared }: Pick<Slot, 'fields'>,
): string[] {
  return Object.keys(declared).filter((name) => {
    const field = declared[name]
    return field !== undefined && WORDED.has(field.type) && Object.hasOwn(fields, name)
  })
}

/**
 * The fields that visitors of a language get in another one, and nobody said that this is meant: neither the language
 * nor a more general one has them, not even as null.
 */
export function untranslatedFields(
  fields: Readonly<Record<string, unknown>>,
  translations: Translations | undefined,
  slot: Pick<Slot, 'fields'>,
  locale: string,
  locales: readonly string[],
): string[] {
  const chain = localeChain(locale, locales)
  return wordedFields(fields, slot).filter(
    (name) => !chain.some((tag) => Object.hasOwn(translations?.[tag] ?? {}, name)),
  )
}
