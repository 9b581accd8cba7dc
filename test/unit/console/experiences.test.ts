import { describe, expect, test } from 'vitest'
import { mergeValuesOf, labelOf } from '../../../console/content/merge-values.ts'
import { statusOf } from '../../../console/content/experience-status.ts'
import { readPageCondition, writePageCondition } from '../../../console/pages/experiences/page-condition.ts'
import { addVariant, removeVariant, splitEvenly } from '../../../console/pages/experiences/variant-list.ts'
import { previewContent } from '../../../console/pages/experiences/preview/preview-content.ts'
import { describeOverlap, reachOf } from '../../../console/pages/slots/reach.ts'
import { slotRows } from '../../../console/pages/slots/slot-rows.ts'
import { textSlot } from '../experience/content.ts'

const NOW = Date.UTC(2026, 10, 22, 12)
const experience = { id: 'a', slot: 'hero', variants: [{ id: 'one', fields: { text: 'One' } }] }

describe('slots', () => {
  test('[CON97] are those that are declared in their order, then what pages ask for besides', () => {
    const seen = (name: string) => ({ name, visitors: 2, lastSeen: '2026-11-22T10:00:00.000Z', paths: [] })
    const rows = slotRows([{ id: 'hero' }, { id: 'nudge' }], [seen('sidebar'), seen('hero')])
    expect(rows.map((row) => [row.id, row.slot !== undefined, row.seen !== undefined])).toEqual([
      ['hero', true, true],
      ['nudge', true, false],
      ['sidebar', false, true],
    ])
  })
})

describe('an experience in the order of its slot', () => {
  test('[CON98] says whom another one takes, on the pages that it is for', () => {
    const page = { path: '/' }
    const reach = {
      matching: 1_930,
      shows: [],
      heldOut: 0,
      instead: [{ experience: 'spring', visitors: 412 }],
    }
    const places = [
      { slot: 'hero', page: null, experiences: [{ experience: 'b', ...reach }], moves: [] },
      { slot: 'hero', page, experiences: [{ experience: 'a', ...reach }], moves: [] },
    ]
    const found = reachOf({ ...experience, page }, places)
    expect(found?.experience).toBe('a')
    expect(describeOverlap(found!, () => 'Spring sale')).toEqual([
      '412 of 1,930 matching visitors will see Spring sale instead',
    ])
    expect(reachOf(experience, places)).toBeUndefined()
  })

  test('[CON98] is on, off, scheduled or ended, by the zone of its site', () => {
    const word = (more: object) => statusOf({ ...experience, ...more }, 'America/New_York', NOW).word
    expect(word({})).toBe('On')
    expect(word({ enabled: false })).toBe('Off')
    expect(word({ schedule: { from: '2026-11-22T07:00' } })).toBe('On')
    expect(word({ schedule: { from: '2026-11-22T07:01' } })).toBe('Scheduled')
    expect(word({ schedule: { to: '2026-11-22T07:00' } })).toBe('Ended')
    expect(word({ schedule: { from: 'soon' } })).toBe('On')
  })
})

describe('variants', () => {
  test('[CON101] get equal shares in whole percents, and none where one is left', () => {
    const two = addVariant(experience, 0)
    expect(two.id).toBe('variant-2')
    expect(two.experience.variants?.[1]).toEqual({
      id: 'variant-2',
      name: 'Variant 2',
      fields: { text: 'One' },
    })
    const three = addVariant(two.experience, 1).experience
    expect(three.experiment?.distribution).toEqual([0.34, 0.33, 0.33])
    const back = removeVariant(removeVariant(three, 0), 0)
    expect(back.variants?.map(({ id }) => id)).toEqual(['variant-3'])
    expect(back.experiment).toBeUndefined()
    const kept = splitEvenly({ ...two.experience, experiment: { seed: 's', goals: ['order'] } })
    expect(kept.experiment).toEqual({ seed: 's', goals: ['order'], distribution: [0.5, 0.5] })
  })

  test.each([
    [undefined, { type: 'every' }],
    [{ path: '/cart/' }, { type: 'path', path: '/cart/' }],
    [{ path: { $regex: '^/sale\\.html' } }, { type: 'below', path: '/sale.html' }],
    [
      { path: { $regex: '^/(cart|checkout)/' } },
      { type: 'other', page: { path: { $regex: '^/(cart|checkout)/' } } },
    ],
    [
      { path: '/', query: { a: 'b' } },
      { type: 'other', page: { path: '/', query: { a: 'b' } } },
    ],
  ])(
    '[CON101] a condition on pages that can be filled in is, and any other stays as it is: %j',
    (page, choice) => {
      expect(readPageCondition(page)).toEqual(choice)
      expect(writePageCondition(readPageCondition(page))).toEqual(page)
    },
  )

  test('[CON101] can say the traits of the catalogue, computed traits, and what the edge knows', () => {
    const values = mergeValuesOf({
      catalogue: { traits: { first_name: 'string' } },
      computedTraits: [{ id: 'orders30d', name: 'Orders in 30 days' }, 'wrong'],
    })
    expect(values.slice(0, 3)).toEqual([
      { path: 'traits.first_name', label: 'First name' },
      { path: 'computed.orders30d', label: 'Orders in 30 days' },
      { path: 'geo.city', label: 'City' },
    ])
    expect(labelOf('traits.shoe_size', values)).toBe('Shoe size')
  })
})

describe('a preview', () => {
  const site = {
    timezone: 'UTC',
    locales: ['en', 'de'],
    slots: [textSlot, { id: 'wrong' }],
    experiences: [
      {
        id: 'vip',
        slot: 'hero',
        audience: { segment: 'vip' },
        page: { path: '/' },
        schedule: { from: '2027-01-01T00:00' },
        variants: [
          {
            id: 'one',
            fields: { text: 'Dear {{ traits.name | default: "you" }}' },
            translations: { de: { text: 'Hallo' } },
          },
        ],
      },
    ],
  }
  const visitor = { segments: [], traits: {}, computed: {}, facts: {}, locale: null, at: NOW }
  const show = { experience: 'vip', variant: 'one' }

  test('[CON99] shows a variant whoever it is for, in the language that is asked for', () => {
    const html = (more: object) =>
      previewContent({ site, slot: 'hero', show, visitor: { ...visitor, ...more } })?.decision.html
    expect(html({})).toBe('<p>Dear you</p>')
    expect(html({ traits: { name: 'Grace' } })).toBe('<p>Dear Grace</p>')
    expect(html({ locale: 'de' })).toBe('<p>Hallo</p>')
  })

  test('[CON99] says what somebody gets, at a time, and why', () => {
    const preview = (segments: readonly string[], at: number) =>
      previewContent({ site, slot: 'hero', show: null, visitor: { ...visitor, segments, at } })
    expect(preview([], NOW)?.considered).toEqual(['vip: the visitor is not in vip.'])
    expect(preview(['vip'], NOW)?.considered).toEqual(['vip: starts at 2027-01-01T00:00:00.000Z.'])
    expect(preview(['vip'], Date.UTC(2027, 0, 1))?.decision).toMatchObject({
      reason: 'TARGETING_MATCH',
      variant: 'one',
    })
  })

  test('[CON99] shows nothing of what is not written in full yet', () => {
    expect(previewContent({ site, slot: 'wrong', show, visitor })).toBeNull()
    expect(
      previewContent({ site, slot: 'hero', show: { experience: 'vip', variant: 'none' }, visitor }),
    ).toBeNull()
    expect(previewContent({ site: {}, slot: 'hero', show: null, visitor })).toBeNull()
  })
})
