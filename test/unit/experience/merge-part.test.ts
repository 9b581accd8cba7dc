import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseMergeParts, printMergeParts, type MergePart } from '../../../shared/experience/merge-part.ts'
import { contentOf, decideHero, showing } from './content.ts'

function rendered(text: string, traits: object = {}) {
  const fields = { text }
  const content = contentOf([showing('x', { variants: [{ id: 'only', fields }] })])
  return decideHero(content, { traits: { ...traits } }).fields?.['text']
}

describe('the pieces of a text', () => {
  test('[CON87] are its words, its values with their fallbacks, and other Liquid as it is', () => {
    expect(
      parseMergeParts(
        "Hi {{traits.first_name|default:'you'}}, {% if geo.city %}in {{ geo.city }}{% endif %}{{ traits.a | upcase }}",
      ),
    ).toEqual([
      { type: 'text', text: 'Hi ' },
      { type: 'value', path: 'traits.first_name', fallback: 'you' },
      { type: 'text', text: ', ' },
      { type: 'liquid', source: '{% if geo.city %}' },
      { type: 'text', text: 'in ' },
      { type: 'value', path: 'geo.city', fallback: null },
      { type: 'liquid', source: '{% endif %}' },
      { type: 'liquid', source: '{{ traits.a | upcase }}' },
    ])
    expect(parseMergeParts('open {{ traits.a')).toEqual([{ type: 'text', text: 'open {{ traits.a' }])
  })

  test('[CON87] come back as they were written, whatever a fallback holds', () => {
    const path = fc.constantFrom('traits.first_name', 'computed.favourite_category', 'geo.city')
    const fallback = fc.option(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }), { nil: null })
    const part = fc.oneof(
      fc.record({ type: fc.constant('value' as const), path, fallback }),
      fc
        .string({ minLength: 1 })
        .filter((text) => !/[{%]/.test(text))
        .map((text): MergePart => ({ type: 'text', text })),
      fc.constantFrom<MergePart>({ type: 'liquid', source: '{% if geo.city %}' }),
    )
    fc.assert(
      fc.property(fc.array(part, { maxLength: 6 }), (parts) => {
        const text = printMergeParts(parts)
        expect(printMergeParts(parseMergeParts(text))).toBe(text)
        // Two texts in a row are one
        const values = (all: readonly MergePart[]) => all.filter(({ type }) => type === 'value')
        expect(values(parseMergeParts(text))).toEqual(values(parts))
      }),
      { numRuns: 1_000, seed: 87 },
    )
  })

  test('[CON87] mean to the engine what they mean to the editor', () => {
    const hard = ['she said "yes"', "it's", 'a \\ b', '}} {{ x', '{% endif %}', '\\u0041']
    for (const fallback of hard) {
      const text = printMergeParts([{ type: 'value', path: 'traits.name', fallback }])
      expect(rendered(text)).toBe(fallback)
      expect(rendered(text, { name: 'Grace' })).toBe('Grace')
    }
  })
})
