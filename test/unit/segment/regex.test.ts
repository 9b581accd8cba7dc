import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compileRegex } from '../../../shared/segment/regex/compile-regex.ts'

const atom = fc.constantFrom(
  'a',
  'b',
  'B',
  '.',
  '[ab]',
  '[^a]',
  '[a-c\\d]',
  '\\d',
  '\\w',
  '\\s',
  '\\b',
  '^',
  '$',
  '\\.',
  'é',
  '1',
  '-',
  '[\\W_]',
)
const { pattern } = fc.letrec<{ pattern: string; item: string }>((tie) => ({
  item: fc.oneof(
    { depthSize: 'small' },
    atom,
    fc
      .tuple(tie('pattern'), fc.constantFrom('', '*', '+', '?', '{2}', '{1,3}', '{0,}', '+?', '*?'))
      .map(([inner, repeat]) => `(?:${inner})${repeat}`),
    fc.tuple(tie('pattern'), tie('pattern')).map(([left, right]) => `(${left}|${right})`),
  ),
  pattern: fc.array(tie('item'), { maxLength: 3 }).map((items) => items.join('')),
}))
const text = fc.array(fc.constantFrom('a', 'b', 'A', 'B', '1', ' ', '.', '-', '\n', 'é', 'É', '_'), {
  maxLength: 8,
})

describe('a pattern of $regex', () => {
  test.each([false, true])('[SEG3] finds what JavaScript finds (case-insensitive: %j)', (insensitive) => {
    let found = 0
    fc.assert(
      fc.property(pattern, text, (source, units) => {
        const subject = units.join('')
        const expected = new RegExp(source, insensitive ? 'i' : '').test(subject)
        expect(compileRegex(source, insensitive)(subject)).toBe(expected)
        if (expected) found++
      }),
      { seed: 3, numRuns: 10_000 },
    )
    expect(found).toBeGreaterThan(1000)
  })

  test('[SEG3] takes a time linear in the text where JavaScript would take for ever', () => {
    const attack = `${'a'.repeat(50_000)}!`
    for (const source of ['^(a+)+$', '^(a|a)*$', '(?:a*)*b', '^(?:a?){30}a{30}$']) {
      expect(compileRegex(source, false)(attack)).toBe(false)
    }
  })

  const refused = [
    '(a)\\1',
    '(?=a)',
    '(?!a)',
    '(?<=a)b',
    '(?<!a)b',
    'a**',
    '(',
    ')',
    '[a',
    '*a',
    'a{2,1}',
    'a{5000}',
    '\\p{L}',
    '\\',
  ]
  test.each(refused)('[SEG3] refuses %s', (source) => {
    expect(() => compileRegex(source, false)).toThrow()
  })
})
