import { describe, expect, test } from 'vitest'
import { issueAfter, issuesAfter } from './site.ts'

const PLACE = '/experiences/0/variants/1/fields'

/** The issues after fields of a variant were changed, with pointers from the fields on. */
function fieldIssues(fields: object) {
  const changes = Object.entries(fields).map(([name, value]) => [`${PLACE}/${name}`, value])
  return issuesAfter(Object.fromEntries(changes)).map((issue) => ({
    ...issue,
    pointer: issue.pointer.replace(PLACE, ''),
  }))
}

describe('the fields of a variant', () => {
  test.each([
    ['title', 7, 'text'],
    ['cta', '/hiking/', 'a link: { href, label }'],
    ['image', ['/ridge.svg'], 'an image: { src, alt, width?, height? }'],
    ['points', 'one', 'a list'],
    ['size', '3', 'a number'],
    ['wide', 'yes', 'true or false'],
  ])('[REL6] %s has its type', (name, value, expected) => {
    expect(fieldIssues({ [name]: value })).toMatchObject([{ pointer: `/${name}`, expected }])
  })

  test('[REL6] an image must say what it shows', () => {
    expect(fieldIssues({ image: { src: '/x.svg' } })).toMatchObject([
      { pointer: '/image/alt', found: 'nothing' },
    ])
    expect(fieldIssues({ image: { src: '/x.svg', alt: '' } })).toEqual([])
  })

  test('[REL6] members of images and links are known and have their types', () => {
    const image = { src: 3, alt: 'x', width: '12', heigth: 4 }
    expect(fieldIssues({ cta: { href: '/x' }, image })).toMatchObject([
      { pointer: '/cta/label', found: 'nothing' },
      { pointer: '/image/heigth', expected: 'one of (src, alt, width, height); did you mean "height"?' },
      { pointer: '/image/src', expected: 'text' },
      { pointer: '/image/width', expected: 'a number of pixels' },
    ])
  })

  test('[REL6] a field that the slot does not have is refused, with the nearest', () => {
    expect(fieldIssues({ titel: 'x' })).toMatchObject([
      { pointer: '/titel', expected: expect.stringContaining('did you mean "title"?') },
    ])
  })

  test('[REL6] a required field is there, and not empty', () => {
    expect(fieldIssues({ title: undefined })).toMatchObject([{ pointer: '/title', found: 'nothing' }])
    expect(fieldIssues({ title: ' ' })).toMatchObject([{ pointer: '/title', found: 'an empty text' }])
  })

  test('[REL6] the default of a slot has its types, and is complete where code reads it', () => {
    expect(issueAfter({ '/slots/0/default': { title: 7 } })).toMatchObject({
      pointer: '/slots/0/default/title',
      expected: 'text',
    })
    expect(issueAfter({ '/slots/0/template': undefined })).toMatchObject({
      pointer: '/slots/0/default/title',
      found: 'nothing',
    })
  })

  test('[REL7] Liquid that is wrong is refused with its place', () => {
    expect(fieldIssues({ title: 'Hello\n {{ traits.first_name | defualt: "x" }}' })).toMatchObject([
      {
        pointer: '/title',
        found: '{{ traits.first_name | defualt: "x" }} at line 2, column 2',
        expected: expect.stringContaining('did you mean "default"?'),
      },
    ])
    expect(fieldIssues({ points: ['{% if traits.a %}x'] })).toMatchObject([
      { pointer: '/points/0', found: '{% if traits.a %} at line 1, column 1' },
    ])
    expect(fieldIssues({ cta: { href: '/x', label: '{{ traits.a ' } })).toMatchObject([
      { pointer: '/cta/label' },
    ])
  })

  test('[REL8] a merge tag reads what is known of a visitor', () => {
    expect(fieldIssues({ title: 'Hello {{ trait.first_name }}' })).toMatchObject([
      {
        pointer: '/title',
        found: '{{ trait.first_name }} at line 1, column 10',
        expected: expect.stringContaining('did you mean "traits"?'),
      },
    ])
    const own =
      '{% assign x = traits.a %}{% for tag in traits.tags %}{{ tag }}{{ x }}{{ forloop.index }}{% endfor %}'
    expect(fieldIssues({ title: own })).toEqual([])
  })

  test.each(['javascript:alert(1)', ' JAVASCRIPT:alert(1)', 'data:text/html,x'])(
    '[REL10] the address %j is refused',
    (url) => {
      expect(fieldIssues({ cta: { href: url, label: 'x' }, image: { src: url, alt: '' } })).toMatchObject([
        { pointer: '/cta/href', expected: expect.stringMatching(/https: or http: or mailto: or tel:/) },
        { pointer: '/image/src', expected: expect.stringMatching(/https: or http:$/) },
      ])
    },
  )

  test('[REL11] content that fails where nothing is known is refused', () => {
    expect(fieldIssues({ title: '{{ "now" | date: "%Y" }}' })).toMatchObject([
      { pointer: '', expected: expect.stringContaining('is not known here') },
    ])
    expect(fieldIssues({ cta: { href: 'javascript:{{ traits.a }}', label: 'x' } })).toMatchObject([
      { pointer: '', found: expect.stringContaining('javascript:') },
    ])
  })
})
