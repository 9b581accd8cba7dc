import { describe, expect, test } from 'vitest'
import { decide } from '../../../shared/experience/index.ts'
import { contentOf, decideHero, showing, textSlot, visitor } from './content.ts'

const HOUR_MS = 3_600_000

describe('which experience decides', () => {
  test('[DEC3] the first in the list that reaches the visitor', () => {
    const content = contentOf([
      showing('first', { audience: { segment: 'fans' } }),
      showing('second'),
      showing('third'),
    ])
    expect(decideHero(content)).toMatchObject({
      reason: 'TARGETING_MATCH',
      experience: 'second',
      variant: 'only',
      html: '<p>second</p>',
      fields: { text: 'second' },
      release: 7,
    })
    expect(decideHero(content, { memberships: new Set(['fans']) }).experience).toBe('first')
  })

  test('[DEC3] experiences of other slots have no say', () => {
    const content = contentOf([showing('other', { slot: 'bar' })], [textSlot, { ...textSlot, id: 'bar' }])
    expect(decideHero(content).reason).toBe('DEFAULT')
  })

  test('[DEC4] one that is switched off is passed over', () => {
    const content = contentOf([showing('off', { enabled: false }), showing('on')])
    expect(decideHero(content).experience).toBe('on')
  })

  test('[DEC6] an audience with a rule of its own is the segment experience:<id>', () => {
    const rule = { when: { kind: 'profile', where: { 'geo.country': 'IE' } } }
    const content = contentOf([showing('irish', { audience: rule })])
    expect(decideHero(content).reason).toBe('DEFAULT')
    expect(decideHero(content, { memberships: new Set(['experience:irish']) }).experience).toBe('irish')
  })
})

describe('the page condition', () => {
  const content = contentOf([showing('cart', { page: { path: { $regex: '^/cart/' }, 'query.step': '2' } })])

  test('[DEC5] holds for a page whose address fits', () => {
    const page = { url: 'https://shop.example/cart/?step=2&step=3#top' }
    expect(decideHero(content, { page }).experience).toBe('cart')
    expect(decideHero(content, { page: { url: 'https://shop.example/cart/' } }).reason).toBe('DEFAULT')
  })

  test('[DEC5] holds for no page where the page is not known, not even one that excludes pages', () => {
    const elsewhere = contentOf([showing('elsewhere', { page: { path: { $ne: '/cart/' } } })])
    expect(decideHero(elsewhere).reason).toBe('DEFAULT')
    expect(decideHero(elsewhere, { page: { url: 'https://shop.example/' } }).experience).toBe('elsewhere')
  })
})

describe('the schedule', () => {
  const schedule = { from: '2026-12-01T00:00', to: '2026-12-24T18:00' }
  const from = Date.UTC(2026, 10, 30, 23)
  const to = Date.UTC(2026, 11, 24, 17)

  test('[DEC7] runs from its start up to, not including, its end, in the zone of the site', () => {
    const content = contentOf([showing('advent', { schedule })], [textSlot], 'Europe/Berlin')
    const shown = [from - 1, from, to - 1, to].map((now) => decideHero(content, { now }).experience)
    expect(shown).toEqual([null, 'advent', 'advent', null])
  })

  test('[DEC8] names the next instant at which it alone changes the decision', () => {
    const content = contentOf([showing('advent', { schedule })], [textSlot], 'Europe/Berlin')
    const next = [from - HOUR_MS, from, to].map((now) => decideHero(content, { now }).nextChangeAt)
    expect(next).toEqual([from, to, null])
  })

  test('[DEC8] names no boundary of an experience that does not reach the visitor, or that comes later', () => {
    const content = contentOf([
      showing('fans-only', { audience: { segment: 'fans' }, schedule }),
      showing('always'),
      showing('never-asked', { schedule }),
    ])
    expect(decideHero(content).nextChangeAt).toBeNull()
    expect(decideHero(content, { memberships: new Set(['fans']) }).nextChangeAt).toBe(Date.UTC(2026, 11, 1))
  })

  test('[DEC8] names the earliest of all slots that were asked, and of no other', () => {
    const bar = { ...textSlot, id: 'bar' }
    const content = contentOf(
      [
        showing('soon', { schedule }),
        showing('sooner', { slot: 'bar', schedule: { from: '2026-11-30T00:00' } }),
      ],
      [textSlot, bar],
    )
    expect(decide(content, visitor).nextChangeAt).toBe(Date.UTC(2026, 10, 30))
    expect(decideHero(content).nextChangeAt).toBe(Date.UTC(2026, 11, 1))
  })
})

describe('what no experience decides', () => {
  test('[DEC14] shows the default: the element keeps its own markup, code gets the default fields', () => {
    expect(decideHero(contentOf([]))).toMatchObject({
      reason: 'DEFAULT',
      experience: null,
      variant: null,
      html: null,
      fields: { text: 'the default' },
      release: 7,
    })
  })

  test('[DEC15] a name that is not a slot of the site is answered with DISABLED', () => {
    const { decisions } = decide(contentOf([]), { ...visitor, slots: ['heroo', 'hero'] })
    expect(decisions['heroo']).toEqual({
      reason: 'DISABLED',
      experience: null,
      variant: null,
      html: null,
      fields: null,
      release: 7,
    })
    expect(decisions['hero']?.reason).toBe('DEFAULT')
  })

  test('[DEC15] hostile names change nothing but their own answer', () => {
    const { decisions } = decide(contentOf([]), { ...visitor, slots: ['__proto__', 'constructor'] })
    expect(Object.getPrototypeOf(decisions)).toBe(Object.prototype)
    expect(decisions['constructor']).toMatchObject({ reason: 'DISABLED' })
  })

  test('[DEC15] without names, every slot of the site is decided', () => {
    const content = contentOf([], [textSlot, { ...textSlot, id: 'bar' }])
    expect(Object.keys(decide(content, visitor).decisions)).toEqual(['hero', 'bar'])
  })
})

describe('explanations', () => {
  const content = contentOf([
    showing('off', { enabled: false }),
    showing('cart', { page: { path: '/cart/' } }),
    showing('fans', { audience: { segment: 'fans' } }),
    showing('irish', { audience: { when: { kind: 'profile', where: { 'geo.country': 'IE' } } } }),
    showing('advent', { schedule: { from: '2026-12-01T00:00Z' } }),
    showing('summer', { schedule: { to: '2026-09-01T00:00Z' } }),
    showing('chosen'),
    showing('late'),
  ])

  test('[DEC20] say of each experience, in order, why it shows or not', () => {
    const { considered } = decideHero(content, { explain: true, page: { url: 'https://shop.example/' } })
    expect(considered).toEqual([
      'off: switched off.',
      'cart: not on this page.',
      'fans: the visitor is not in fans.',
      'irish: the visitor does not meet its rule.',
      'advent: starts at 2026-12-01T00:00:00.000Z.',
      'summer: ended at 2026-09-01T00:00:00.000Z.',
      'chosen: shows only.',
      'late: not asked, one before it decided.',
    ])
  })

  test('[DEC20] are absent unless asked for, and change no decision', () => {
    const asked = decide(content, { ...visitor, explain: true })
    const plain = decide(content, visitor)
    expect(plain.considered).toEqual({})
    expect(plain.decisions).toEqual(asked.decisions)
  })
})
