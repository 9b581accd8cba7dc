import type { Engines } from '../experience/engines.ts'
import type { Slot } from '../experience/slot.ts'
import { toPointer, type Issue } from '../problem/index.ts'
import { checkFields } from './check-fields.ts'
import { checkTranslations } from './check-translations.ts'
import { checkTemplate } from './check-template.ts'
import type { SiteConfig } from './site-config.ts'

/** Checks a slot: its default fields and its template. */
export function checkSlot(
  slot: Slot,
  index: number,
  { computedTraits, locales }: SiteConfig,
  engines: Engines,
): Issue[] {
  const path = ['slots', index]
  const texts = { liquid: engines.text, computedTraits }
  // An element keeps its own markup; code has nothing but these fields
  const mustBeComplete = slot.template === undefined
  return [
    ...checkFields(slot.default, slot, texts, [...path, 'default'], mustBeComplete),
    ...checkTranslations(slot.translations, slot, texts, locales, path),
    ...(slot.template === undefined
      ? []
      : checkTemplate(slot, engines.markup, toPointer([...path, 'template']))),
  ]
}
