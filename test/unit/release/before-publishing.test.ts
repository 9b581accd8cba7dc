import { describe, expect, test } from 'vitest'
import { changedAudiences } from '../../../shared/release/changed-audiences.ts'
import {
  checkBeforePublishing,
  type PublishContext,
} from '../../../shared/release/check-before-publishing.ts'
import { editedContent } from '../../../shared/release/edited-content.ts'
import { validateSite, type SiteConfig } from '../../../shared/release/index.ts'
import { siteDocument } from './site.ts'

const NOW = Date.UTC(2026, 11, 10)
const HOUR_MS = 3_600_000

function siteOf(change: (document: ReturnType<typeof siteDocument>) => object = () => ({})): SiteConfig {
  const result = validateSite({ ...siteDocument(), ...change(siteDocument()) })
  if (!result.ok) throw new Error(JSON.stringify(result.issues))
  return result.site
}

const withExperience = (more: object) =>
  siteOf(({ experiences: [experience] }) => ({ experiences: [{ ...experience, ...more }] }))

function lints(site: SiteConfig, more: Partial<PublishContext> = {}) {
  return checkBeforePublishing(site, {
    current: null,
    visitors: 0,
    forecast: [],
    slotSeenAt: new Map([['hero', NOW - HOUR_MS]]),
    now: NOW,
    ...more,
  }).map(({ lint, pointer }) => `${lint} ${pointer}`)
}

function reaching(matching: number, instead: { experience: string; visitors: number }[] = []) {
  const experiences = [{ experience: 'hiking-hero', matching, shows: [], heldOut: 0, instead }]
  return { visitors: 10, forecast: [{ slot: 'hero', page: { path: '/' }, experiences, moves: [] }] }
}

describe('before publishing', () => {
  test('[CON94] an audience of nobody and one of everybody are pointed out', () => {
    expect(lints(siteOf(), reaching(3))).toEqual([])
    expect(lints(siteOf(), reaching(0))).toEqual(['nobodyMatches /experiences/0/audience'])
    expect(lints(siteOf(), reaching(10))).toEqual(['everybodyMatches /experiences/0/audience'])
    expect(lints(withExperience({ audience: undefined }), reaching(10))).toEqual([])
    expect(lints(withExperience({ enabled: false }), reaching(0))).toEqual([])
  })

  test('[CON94] so is whom an experience before takes, in words', () => {
    const context = {
      current: null,
      slotSeenAt: new Map([['hero', NOW]]),
      now: NOW,
      ...reaching(1_930, [{ experience: 'spring-sale', visitors: 412 }]),
    }
    expect(checkBeforePublishing(siteOf(), { ...context, visitors: 2_000 })).toEqual([
      {
        lint: 'takenByOthers',
        pointer: '/experiences/0',
        found: '412 of 1,930 matching visitors will see spring-sale instead',
        expected: 'that to be meant: the order of the slot decides',
      },
    ])
  })

  test('[CON94] so are a schedule that is over and a slot that no page has asked for in a day', () => {
    const until = (to: string) => withExperience({ schedule: { to } })
    expect(lints(until('2026-12-09T00:00'))).toEqual(['alreadyOver /experiences/0/schedule/to'])
    expect(lints(until('2026-12-11T00:00'))).toEqual([])
    expect(lints(siteOf(), { slotSeenAt: new Map() })).toEqual(['slotNotSeen /slots/0'])
    expect(lints(siteOf(), { slotSeenAt: new Map([['hero', NOW - 25 * HOUR_MS]]) })).toEqual([
      'slotNotSeen /slots/0',
    ])
    // A slot that nothing is shown in may as well be forgotten
    expect(lints(withExperience({ enabled: false }), { slotSeenAt: new Map() })).toEqual([])
  })

  test('[CON94] so is an experiment that is altered while it runs', () => {
    const current = siteOf()
    const changed = ['changedMidRun /experiences/0']
    expect(lints(siteOf(), { current })).toEqual([])
    expect(lints(withExperience({ name: 'Another name' }), { current })).toEqual([])
    expect(lints(withExperience({ holdout: 0.2 }), { current })).toEqual(changed)
    expect(lints(withExperience({ experiment: { distribution: [0.4, 0.6] } }), { current })).toEqual(changed)
    const stopped = withExperience({ enabled: false })
    expect(lints(withExperience({ holdout: 0.2 }), { current: stopped })).toEqual([])
  })
})

describe('an audience', () => {
  test('[CON93] is counted already, as long as the published rules say who is in it', () => {
    const before = siteOf()
    const after = (change: Parameters<typeof siteOf>[0]) => changedAudiences(before, siteOf(change))
    expect(after(() => ({}))).toEqual([])
    const rename = ({ segments }: ReturnType<typeof siteDocument>) => ({
      segments: segments.map((segment) => ({ ...segment, name: 'Renamed' })),
    })
    expect(after(rename)).toEqual([])
    const another = ({ segments: [first, ...rest] }: ReturnType<typeof siteDocument>) => ({
      segments: [{ ...first, when: { ...first?.when, window: 'P8D' } }, ...rest],
    })
    expect(after(another)).toEqual(['hiking-hero'])
    expect(after(() => ({ timezone: 'UTC' }))).toEqual(['hiking-hero'])
    const restsOnIt = (document: ReturnType<typeof siteDocument>) => ({
      ...another(document),
      experiences: document.experiences.map((experience) => ({
        ...experience,
        audience: { when: { kind: 'segment', id: 'hiking-fans', is: 'in' } },
      })),
    })
    expect(after(restsOnIt)).toEqual(['hiking-hero'])
    expect(
      changedAudiences(
        siteOf((d) => ({ ...restsOnIt(d), segments: d.segments })),
        siteOf(restsOnIt),
      ),
    ).toEqual(['hiking-hero'])
  })

  test('[CON93] content is edited where its fields, its default or its template say something else', () => {
    const before = siteOf()
    const shown = { experience: 'hiking-hero', variant: 'ridge' }
    const baseline = { experience: 'hiking-hero', variant: 'baseline' }
    const slot = (more: object) => siteOf(({ slots: [first] }) => ({ slots: [{ ...first, ...more }] }))
    expect(editedContent(before, siteOf())('hero', shown)).toBe(false)
    expect(editedContent(before, slot({ template: '<h2>{{ title }}</h2>' }))('hero', shown)).toBe(true)
    expect(editedContent(before, slot({ default: { title: 'New' } }))('hero', shown)).toBe(false)
    expect(editedContent(before, slot({ default: { title: 'New' } }))('hero', baseline)).toBe(true)
    expect(
      editedContent(before, slot({ default: { title: 'New' } }))('hero', { experience: null, variant: null }),
    ).toBe(true)
    expect(editedContent(before, siteOf())('hero', { experience: 'new', variant: 'new' })).toBe(false)
  })
})
