import { compileRendering } from '../experience/compile-rendering.ts'
import { createEngines } from '../experience/engines.ts'
import { liquidIssue } from '../experience/liquid-issue.ts'
import { EMPTY_SCOPE } from '../experience/merge-scope.ts'
import { inLocale } from '../experience/locale/in-locale.ts'
import { localeChain } from '../experience/locale/locale-chain.ts'
import type { Translations } from '../experience/locale/locale.ts'
import type { Slot } from '../experience/slot.ts'
import { toPointer, type Issue } from '../problem/index.ts'
import type { SiteConfig } from './site-config.ts'

/**
 * Renders every content once for a visitor of whom nothing is known: what fails for them would leave most first visits
 * without it. The site must be right in all else.
 */
export function checkRenderings(site: SiteConfig): Issue[] {
  const engines = createEngines(site.timezone)
  const slots = new Map(site.slots.map((slot) => [slot.id, slot]))

  function tryRendering(
    slot: Slot | undefined,
    fields: Record<string, unknown> | null,
    path: (string | number)[],
  ) {
    if (slot === undefined) return []
    try {
      compileRendering(slot, fields, engines).render(EMPTY_SCOPE)
      return []
    } catch (cause) {
      return [liquidIssue(cause, toPointer(path))]
    }
  }

  /** The fields in each language that they are translated to. */
  function inLocales(
    fields: Record<string, unknown>,
    translations: Translations | undefined,
    path: (string | number)[],
  ) {
    return Object.keys(translations ?? {}).map((locale) => ({
      fields: inLocale(fields, translations, localeChain(locale, site.locales ?? [])),
      path: [...path, 'translations', locale],
    }))
  }

  return [
    ...site.slots.flatMap((slot, index) => [
      ...tryRendering(slot, null, ['slots', index, 'default']),
      ...inLocales(slot.default, slot.translations, ['slots', index]).flatMap(({ fields, path }) =>
        tryRendering({ ...slot, default: fields }, null, path),
      ),
    ]),
    ...site.experiences.flatMap(({ slot, variants }, index) =>
      variants.flatMap(({ fields, translations }, place) => {
        const path = ['experiences', index, 'variants', place]
        return [
          ...tryRendering(slots.get(slot), fields, [...path, 'fields']),
          ...inLocales(fields ?? {}, translations, path).flatMap((written) =>
            tryRendering(slots.get(slot), written.fields, written.path),
          ),
        ]
      }),
    ),
  ]
}
