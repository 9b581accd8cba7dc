import { describe, expect, test } from 'vitest'
import { lintSite, validateSite } from '../../../shared/release/index.ts'
import { issueAfter, siteDocument } from './site.ts'

/** What is pointed out in the content of the document with a `body` and other changes. */
function lints(changes: (document: ReturnType<typeof siteDocument>) => object) {
  const result = validateSite({ ...siteDocument(), ...changes(siteDocument()) })
  if (!result.ok) throw new Error(JSON.stringify(result.issues))
  return lintSite(result.site)
}

function withFields(fields: object, more: object = {}) {
  return lints(({ experiences: [experience] }) => ({
    ...more,
    experiences: [
      {
        ...experience,
        experiment: undefined,
        variants: [{ id: 'ridge', fields: { title: 'T', ...fields } }],
      },
    ],
  })).map(({ lint, pointer }) => `${lint} ${pointer}`)
}
const variant = '/experiences/0/variants/0'

describe('content that is hardly meant', () => {
  test('[CON91] a merge tag without a fallback leaves a gap; in a condition it was thought of', () => {
    expect(withFields({ title: 'Hi {{ traits.first_name }}' })).toEqual([
      `mergeTagWithoutFallback ${variant}/fields/title`,
    ])
    expect(withFields({ points: ['a', { b: '{{ geo.city }}' }] })).toEqual([
      `mergeTagWithoutFallback ${variant}/fields/points/1/b`,
    ])
    expect(withFields({ title: 'Hi {{ traits.first_name | default: "you" }}' })).toEqual([])
    expect(withFields({ title: 'Hi{% if traits.a %}, {{ traits.a }}{% endif %}' })).toEqual([])
    expect(withFields({ data: { a: '{{ traits.a }}' } })).toEqual([])
  })

  test('[CON91] an image without a size moves the page', () => {
    const image = { src: '/a.png', alt: 'A' }
    expect(withFields({ image })).toEqual([`imageWithoutSize ${variant}/fields/image`])
    expect(withFields({ image: { ...image, width: 2, height: 1 } })).toEqual([])
  })

  test('[CON91] content of more than 30,000 characters is large', () => {
    expect(withFields({ title: 'x'.repeat(30_001) })).toEqual([`largeContent ${variant}/fields`])
    expect(withFields({ title: 'x'.repeat(29_000) })).toEqual([])
  })

  test('[CON89] a language that content is not in is pointed out, until its fallback is accepted', () => {
    const fields = { title: 'T', size: 1 }
    const inLocales = (translations: object) =>
      lints(({ experiences: [experience] }) => ({
        locales: ['en', 'de', 'de-AT'],
        experiences: [
          { ...experience, experiment: undefined, variants: [{ id: 'ridge', fields, translations }] },
        ],
      })).map(({ lint, pointer, found }) => `${lint} ${pointer}: ${found}`)
    expect(inLocales({})).toEqual([
      `missingTranslation ${variant}/translations/de: no title in de`,
      `missingTranslation ${variant}/translations/de-AT: no title in de-AT`,
    ])
    expect(inLocales({ 'de-AT': { title: 'Servus' } })).toEqual([
      `missingTranslation ${variant}/translations/de: no title in de`,
    ])
    expect(inLocales({ de: { title: 'Hallo' } })).toEqual([])
    expect(inLocales({ de: { title: null } })).toEqual([])
  })

  test('[CON92] an experience is never reached where one before it takes all whom it is for', () => {
    const reach = (first: object, second: object) =>
      lints(() => ({
        experiences: [
          { id: 'first', slot: 'hero', variants: [{ id: 'a', fields: null }], ...first },
          { id: 'second', slot: 'hero', variants: [{ id: 'a', fields: null }], ...second },
        ],
      })).map(({ lint, pointer }) => `${lint} ${pointer}`)
    const never = ['neverReached /experiences/1']
    const fans = { audience: { segment: 'hiking-fans' } }
    expect(reach({}, {})).toEqual(never)
    expect(reach({}, fans)).toEqual(never)
    expect(reach(fans, fans)).toEqual(never)
    expect(reach(fans, {})).toEqual([])
    expect(reach({ page: { path: '/' } }, {})).toEqual([])
    expect(reach({ page: { path: '/' } }, { page: { path: '/' }, ...fans })).toEqual(never)
    expect(reach({ holdout: 0.1 }, {})).toEqual([])
    expect(reach({ enabled: false }, {})).toEqual([])
    expect(reach({ schedule: { to: '2026-12-24T18:00' } }, {})).toEqual([])
    expect(reach({ slot: 'hero' }, { enabled: false })).toEqual([])
  })
})

describe('content that is wrong', () => {
  const locales = ['en', 'de']
  test('[CON88] in a language that the site does not have is refused, and so is a field that does not fit', () => {
    const translations = (value: object) => ({
      '/locales': locales,
      '/experiences/0/variants/1/translations': value,
    })
    const at = '/experiences/0/variants/1/translations'
    expect(issueAfter(translations({ fr: { title: 'T' } }))).toMatchObject({ pointer: `${at}/fr` })
    expect(issueAfter(translations({ en: { title: 'T' } }))).toMatchObject({
      found: "the site's own language",
    })
    expect(issueAfter(translations({ de: { title: 7 } }))).toMatchObject({ pointer: `${at}/de/title` })
    expect(issueAfter(translations({ de: { titel: null } }))).toMatchObject({ pointer: `${at}/de/titel` })
    expect(issueAfter(translations({ German: {} }))).toMatchObject({ pointer: `${at}/German` })
    expect(
      issueAfter({ '/locales': locales, '/experiences/0/variants/0/translations': { de: { title: 'T' } } }),
    ).toMatchObject({ pointer: '/experiences/0/variants/0/translations' })
    expect(issueAfter({ '/locales': ['en', 'en'] })).toMatchObject({ pointer: '/locales/1' })
    // What a language alone makes wrong is found when it is rendered
    const cta = { href: '{{ "javascript:x" }}', label: 'Go' }
    expect(issueAfter(translations({ de: { cta } }))).toMatchObject({ pointer: `${at}/de` })
  })

  test.each([
    ['{% if traits.a %}**x{% endif %}', '{{ … }}'],
    ['[x](javascript:alert(1))', 'a path, or an address'],
    ['[x](/{{ traits.a }})', 'a path, or an address'],
    ['{{ nothing.here }}', 'a merge tag such as'],
    [7, 'a rich text'],
  ])('[CON86] a rich text that cannot be shown is refused: %j', (value, expected) => {
    const issue = issueAfter({
      '/slots/0/fields/body': { type: 'richText' },
      '/experiences/0/variants/1/fields/body': value,
    })
    expect(issue.pointer).toBe('/experiences/0/variants/1/fields/body')
    expect(issue.expected).toContain(expected)
  })

  test.each([
    '<p title="{{ body }}">x</p>',
    '{% assign other = body %}<p title="{{ other }}">x</p>',
    '<p title="{{ title | default: body }}">x</p>',
    '{{ body | upcase }}',
    '<a href="/{{ body }}">x</a>',
  ])('[CON86] a template can put a rich text nowhere but between elements: %s', (template) => {
    const issue = issueAfter({ '/slots/0/fields/body': { type: 'richText' }, '/slots/0/template': template })
    expect(issue.expected).toContain('{{ body }}')
  })

  test('[CON90] an entry of a list that says what it holds is checked member by member', () => {
    const cards = { type: 'list', item: { title: 'text', link: 'link' } }
    const withCards = (value: unknown) =>
      issueAfter({ '/slots/0/fields/cards': cards, '/experiences/0/variants/1/fields/cards': value })
    const at = '/experiences/0/variants/1/fields/cards'
    expect(withCards([{ title: 'A' }, { titel: 'B' }])).toMatchObject({ pointer: `${at}/1/titel` })
    expect(withCards(['A'])).toMatchObject({ pointer: `${at}/0` })
    expect(withCards([{ link: { href: 'javascript:x', label: 'L' } }])).toMatchObject({
      pointer: `${at}/0/link/href`,
    })
  })
})
