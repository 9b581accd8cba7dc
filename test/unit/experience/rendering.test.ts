import { describe, expect, test } from 'vitest'
import { decide } from '../../../shared/experience/index.ts'
import { contentOf, decideHero, showing, textSlot, visitor } from './content.ts'

const richSlot = {
  id: 'hero',
  fields: {
    title: { type: 'text' },
    cta: { type: 'link' },
    image: { type: 'image' },
    points: { type: 'list' },
    data: { type: 'json' },
    size: { type: 'number' },
    wide: { type: 'boolean' },
  },
  template: '<h1>{{ title }}</h1><a href="{{ cta.href }}">{{ cta.label }}</a>',
}

function render(fields: object, input: Parameters<typeof decideHero>[1] = {}, slot: object = richSlot) {
  return decideHero(contentOf([showing('x', { variants: [{ id: 'only', fields }] })], [slot]), input)
}

describe('merge tags', () => {
  test('[DEC16] fill in what is known, and fall back where nothing is', () => {
    const title = 'Hello {{ traits.first_name | default: "there" }}'
    expect(render({ title }).fields).toEqual({ title: 'Hello there' })
    expect(render({ title }, { traits: { first_name: 'Grace' } }).fields).toEqual({ title: 'Hello Grace' })
  })

  test('[DEC16] read traits, place, device, campaign and computed traits', () => {
    const title =
      '{{ traits.a }} {{ geo.city }} {{ device.class }} {{ campaign.source }} {{ computed.orders }}'
    const facts = { geo: { city: 'Cork' }, device: { class: 'mobile' }, campaign: { source: 'letter' } }
    const { fields } = render({ title }, { traits: { a: 1 }, facts, computed: () => ({ orders: 3 }) })
    expect(fields).toEqual({ title: '1 Cork mobile letter 3' })
  })

  test('[DEC16] work in every string of text, image, link and list fields; json stays as it is', () => {
    const tag = '{{ traits.a }}'
    const { fields } = render(
      {
        title: tag,
        cta: { href: `/${tag}`, label: tag },
        image: { src: `/${tag}.svg`, alt: tag, width: 3 },
        points: [tag, { deep: [tag, 1] }],
        data: { left: tag },
        size: 4,
        wide: true,
      },
      { traits: { a: 'A' } },
    )
    expect(fields).toEqual({
      title: 'A',
      cta: { href: '/A', label: 'A' },
      image: { src: '/A.svg', alt: 'A', width: 3 },
      points: ['A', { deep: ['A', 1] }],
      data: { left: tag },
      size: 4,
      wide: true,
    })
  })

  test('[DEC16] work in the default fields, too', () => {
    const slot = { ...textSlot, default: { text: '{{ geo.city | default: "here" }}' } }
    expect(decideHero(contentOf([], [slot]), { facts: { geo: { city: 'Cork' } } }).fields).toEqual({
      text: 'Cork',
    })
  })
})

describe('the template', () => {
  test('[DEC17] puts every field out as text, whatever it holds', () => {
    const title = '{{ traits.name }} & <b>"co"</b>'
    const { html, fields } = render(
      { title, cta: { href: '/?a=1&b="', label: "it's" } },
      { traits: { name: '<img src=x onerror=alert(1)>' } },
    )
    expect(html).toBe(
      '<h1>&lt;img src=x onerror=alert(1)&gt; &amp; &lt;b&gt;&#34;co&#34;&lt;/b&gt;</h1>' +
        '<a href="/?a=1&amp;b=&#34;">it&#39;s</a>',
    )
    // Fields are for code, which escapes by itself
    expect(fields?.['title']).toBe('<img src=x onerror=alert(1)> & <b>"co"</b>')
  })

  test('[DEC17] does not run Liquid that comes out of a merge tag', () => {
    expect(render({ title: '{{ traits.a }}' }, { traits: { a: '{{ 1 | plus: 1 }}' } }).html).toContain(
      '<h1>{{ 1 | plus: 1 }}</h1>',
    )
  })

  test('[DEC17] sees own members only, never prototypes', () => {
    const title = '[{{ traits.constructor.name }}{{ traits.__proto__ }}{{ traits.toString }}]'
    expect(render({ title }).fields).toEqual({ title: '[]' })
  })

  test.each([
    '{% include "x" %}',
    '{% render "x" %}',
    '{% layout "x" %}',
    '{{ title | raw }}',
    '{{ title | sample }}',
  ])('[DEC17] cannot use %s', (template) => {
    expect(render({ title: 'x' }, {}, { ...richSlot, template })).toMatchObject({
      reason: 'ERROR',
      html: null,
    })
  })

  test('[DEC17] has a ceiling on what it makes', () => {
    const template = '{% for i in (1..9000000) %}x{% endfor %}'
    expect(render({ title: 'x' }, {}, { ...richSlot, template }).reason).toBe('ERROR')
  })

  test('[DEC22] has no clock: content is the same for the same input', () => {
    expect(render({ title: '{{ "now" | date: "%Y" }}' }).reason).toBe('ERROR')
    const title = '{{ "2026-12-24T17:00:00Z" | date: "%H:%M" }}'
    const content = contentOf(
      [showing('x', { variants: [{ id: 'only', fields: { title } }] })],
      [richSlot],
      'Europe/Berlin',
    )
    expect(decideHero(content).fields).toEqual({ title: '18:00' })
  })

  test('[DEC14] is not there for a slot that is JSON only', () => {
    const { template: _, ...slot } = richSlot
    expect(render({ title: 'x' }, {}, slot)).toMatchObject({ html: null, fields: { title: 'x' } })
  })
})

describe('addresses', () => {
  const scripts = [
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    ' \u0001javascript:alert(1)',
    'java\nscript:alert(1)',
    'java\tscript:alert(1)',
    'vbscript:x',
    'data:text/html,x',
    'blob:https://shop.example/x',
  ]

  test.each(scripts)('[DEC18] %j never reaches the page, from a trait or from the editor', (url) => {
    const fromTrait = render({ cta: { href: '{{ traits.url }}', label: 'Go' } }, { traits: { url } })
    const fromEditor = render({ cta: { href: url, label: 'Go' } })
    const asImage = render({ image: { src: '{{ traits.url }}', alt: '' } }, { traits: { url } })
    for (const { reason, html, fields } of [fromTrait, fromEditor, asImage]) {
      expect({ reason, html, fields }).toEqual({ reason: 'ERROR', html: null, fields: null })
    }
  })

  test.each([
    'https://a.example/x',
    'http://a.example',
    'mailto:a@b.example',
    'tel:+353',
    '/x',
    '?a=b:c',
    '#top',
    '//a.example',
    'x/y:z',
    '',
  ])('[DEC18] %j is a link', (href) => {
    expect(render({ cta: { href, label: 'Go' } }).reason).toBe('TARGETING_MATCH')
  })

  test('[DEC18] an image is no mail and no telephone', () => {
    expect(render({ image: { src: 'mailto:a@b.example', alt: '' } }).reason).toBe('ERROR')
    expect(render({ image: { src: 'https://a.example/x.svg', alt: '' } }).reason).toBe('TARGETING_MATCH')
  })

  test('[DEC18] in a list they pass through safe_url', () => {
    const slot = {
      ...richSlot,
      template:
        '{% for link in points %}<a href="{{ link.href | safe_url }}">{{ link.label }}</a>{% endfor %}',
    }
    const points = [{ href: '{{ traits.url }}', label: 'x' }]
    expect(render({ points }, { traits: { url: '/x?a=1&b=2' } }, slot).html).toBe(
      '<a href="/x?a=1&amp;b=2">x</a>',
    )
    expect(render({ points }, { traits: { url: 'javascript:x' } }, slot).reason).toBe('ERROR')
  })
})

describe('content that fails', () => {
  const content = contentOf(
    [
      showing('broken', {
        variants: [{ id: 'only', fields: { text: '{{ traits.when | date: "%Y" }}' } }],
      }),
      showing('fine', { slot: 'bar' }),
    ],
    [textSlot, { ...textSlot, id: 'bar' }],
  )

  test('[DEC21] costs its own slot the content, and no other', () => {
    const { decisions, considered } = decide(content, { ...visitor, traits: { when: 'now' }, explain: true })
    expect(decisions).toMatchObject({
      hero: { reason: 'ERROR', experience: 'broken', variant: 'only', html: null, fields: null },
      bar: { reason: 'TARGETING_MATCH', html: '<p>fine</p>' },
    })
    expect(considered['hero']?.at(-1)).toMatch(/^The content could not be rendered: the date of "now"/)
  })

  test('[DEC21] is tried again for the next visitor', () => {
    expect(decideHero(content, { traits: { when: 'now' } }).reason).toBe('ERROR')
    expect(decideHero(content, { traits: { when: '2026-01-01' } }).reason).toBe('TARGETING_MATCH')
  })
})

describe('content without merge tags', () => {
  const content = contentOf([showing('same')])
  const decideFor = (unit: string, release = 7) =>
    decide(content, { ...visitor, unit, release, slots: ['hero'] }).decisions['hero']!

  test('[DEC19] is one frozen decision, shared by all visitors of a release', () => {
    const decision = decideFor('a')
    expect(decideFor('b')).toBe(decision)
    expect(() => Object.assign(decision.fields!, { text: 'changed' })).toThrow(TypeError)
    expect(() => Object.assign(decision, { html: 'changed' })).toThrow(TypeError)
  })

  test('[DEC19] bears the number of the release that was asked', () => {
    expect([decideFor('a', 7).release, decideFor('a', 8).release, decideFor('a', 7).release]).toEqual([
      7, 8, 7,
    ])
  })

  test('[DEC19] with merge tags every visitor has a decision of their own', () => {
    const personal = contentOf([
      showing('x', { variants: [{ id: 'only', fields: { text: '{{ traits.a }}' } }] }),
    ])
    const htmlFor = (a: string) => decideHero(personal, { traits: { a } }).html
    expect([htmlFor('1'), htmlFor('2')]).toEqual(['<p>1</p>', '<p>2</p>'])
  })
})
