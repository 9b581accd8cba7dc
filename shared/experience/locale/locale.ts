import * as v from 'valibot'

/** A language that content is written in: a language tag (BCP 47) of language, script and region. */
export const Locale = v.pipe(
  v.string(),
  v.regex(
    /^[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|[0-9]{3}))?$/,
    'a language tag such as "de", "de-AT" or "zh-Hant"',
  ),
)

/** What is written differently in other languages, by language and field; null: as in the language it falls back to. */
export const Translations = v.record(Locale, v.record(v.string(), v.unknown()))
export type Translations = v.InferOutput<typeof Translations>
