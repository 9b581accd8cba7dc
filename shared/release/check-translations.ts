import type { Translations } from '../experience/locale/locale.ts'
import type { Slot } from '../experience/slot.ts'
import { describeChoice, toPointer, type Issue } from '../problem/index.ts'
import { checkFields, type Texts } from './check-fields.ts'

type Path = readonly (string | number)[]

/** Checks what is written in other languages: that the site has them, and their fields. */
export function checkTranslations(
  translations: Translations | undefined,
  slot: Slot,
  texts: Texts,
  locales: readonly string[] = [],
  path: Path,
): Issue[] {
  const [own, ...others] = locales
  return Object.entries(translations ?? {}).flatMap(([locale, fields]) => {
    const at = [...path, 'translations', locale]
    if (!others.includes(locale)) {
      const found = locale === own ? "the site's own language" : 'a language that the site does not have'
      const expected = describeChoice("one of the site's locales after the first", locale, others)
      return [{ pointer: toPointer(at), found, expected }]
    }
    // Null says that the field is meant to be as in the language it falls back to
    const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null))
    const accepted = Object.fromEntries(Object.entries(fields).filter(([, value]) => value === null))
    const unknown = checkFields(accepted, { ...slot, fields: toAny(slot) }, texts, at, false)
    return [...checkFields(given, slot, texts, at, false), ...unknown]
  })
}

/** The fields of a slot, whatever they hold: only their names count. */
function toAny({ fields }: Slot): Slot['fields'] {
  return Object.fromEntries(Object.keys(fields).map((name) => [name, { type: 'json', required: false }]))
}
