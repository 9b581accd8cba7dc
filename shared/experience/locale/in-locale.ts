import type { Translations } from './locale.ts'

type Fields = Readonly<Record<string, unknown>>

/**
 * Fields as visitors of a language get them: each in the first language of the chain that has it, else as it is.
 *
 * @param chain The nearest language first; such as `localeChain` gives.
 */
export function inLocale(
  fields: Fields,
  translations: Translations | undefined,
  chain: readonly string[],
): Fields {
  return chain.reduceRight<Fields>(
    (merged, locale) => ({ ...merged, ...given(translations?.[locale]) }),
    fields,
  )
}

function given(translation: Fields | undefined): Fields {
  return Object.fromEntries(Object.entries(translation ?? {}).filter(([, value]) => value !== null))
}
