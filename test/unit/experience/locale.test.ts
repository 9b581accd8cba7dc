import { describe, expect, test } from 'vitest'
import { localeChain } from '../../../shared/experience/locale/locale-chain.ts'
import { untranslatedFields } from '../../../shared/experience/locale/untranslated-fields.ts'
import * as v from 'valibot'
import { compileContent, Experience, Slot } from '../../../shared/experience/index.ts'
import { decideHero, showing, textSlot } from './content.ts'

const slot = {
  ...textSlot,
  fields: { text: { type: 'text' }, size: { type: 'number' } },
  template: '<p>{{ text }} {{ size }}</p>',
  translations: { de: { text: 'der Standard' } },
}

const variant = {
  id: 'only',
  fields: { text: 'Hello {{ traits.name | default: "you" }}', size: 1 },
  translations: {
    de: { text: 'Hallo {{ traits.name | default: "du" }}', size: 2 },
    'de-AT': { text: 'Servus', size: null },
  },
}

function shownIn(locale: string | undefined, variants: readonly unknown[] = [variant]) {
  const content = compileContent({
    timezone: 'UTC',
    locales: ['en', 'de', 'de-AT'],
    slots: [v.parse(Slot, slot)],
    experiences: [v.parse(Experience, showing('x', { variants }))],
  })
  return decideHero(content, { facts: { device: locale === undefined ? {} : { locale } } })
}

describe('content in several languages', () => {
  test('[CON88] shows each visitor the nearest language, field by field', () => {
    expect(shownIn('en-GB').html).toBe('<p>Hello you 1</p>')
    expect(shownIn('fr').html).toBe('<p>Hello you 1</p>')
    expect(shownIn(undefined).html).toBe('<p>Hello you 1</p>')
    expect(shownIn('de').html).toBe('<p>Hallo du 2</p>')
    expect(shownIn('de-CH').html).toBe('<p>Hallo du 2</p>')
    // Null: as in the language it falls back to
    expect(shownIn('de-AT').fields).toEqual({ text: 'Servus', size: 2 })
    expect(shownIn('DE-at-1996').fields).toEqual({ text: 'Servus', size: 2 })
  })

  test('[CON88] has the default in them, too', () => {
    expect(shownIn('de', [{ id: 'baseline', fields: null }])).toMatchObject({
      html: null,
      fields: { text: 'der Standard' },
      variant: 'baseline',
    })
    expect(shownIn('en', [{ id: 'baseline', fields: null }]).fields).toEqual({ text: 'the default' })
  })

  test('[CON88] is looked for from the language asked for to the more general ones, and no further', () => {
    const locales = ['de', 'de-AT', 'en', 'zh-Hant']
    expect(localeChain('de-AT-1996', locales)).toEqual(['de-AT'])
    expect(localeChain('en-GB', locales)).toEqual(['en'])
    expect(localeChain('zh-Hant-TW', locales)).toEqual(['zh-Hant'])
    expect(localeChain('zh', locales)).toEqual([])
    expect(localeChain(7, locales)).toEqual([])
  })

  test('[CON89] is complete when each language says its own words, or that the fallback is meant', () => {
    const fields = { text: 'Hello', size: 1 }
    const locales = ['en', 'de', 'de-AT', 'fr']
    const missing = (translations: Record<string, Record<string, unknown>>, locale: string) =>
      untranslatedFields(fields, translations, v.parse(Slot, slot), locale, locales)
    expect(missing({}, 'de')).toEqual(['text'])
    expect(missing({ de: { text: 'Hallo' } }, 'de')).toEqual([])
    expect(missing({ de: { text: 'Hallo' } }, 'de-AT')).toEqual([])
    expect(missing({ de: { text: 'Hallo' } }, 'fr')).toEqual(['text'])
    expect(missing({ fr: { text: null } }, 'fr')).toEqual([])
  })
})
