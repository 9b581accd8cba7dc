import { describe, expect, test } from 'vitest'
import * as v from 'valibot'
import { addForecast, createForecast } from '../../../shared/experience/forecast/forecast.ts'
import { forecastPlan } from '../../../shared/experience/forecast/forecast-plan.ts'
import { readForecast, type PlaceForecast } from '../../../shared/experience/forecast/read-forecast.ts'
import { compileContent, decide, Experience, Slot } from '../../../shared/experience/index.ts'
import { showing, textSlot } from './content.ts'

const NOW = Date.UTC(2026, 10, 22)
const page = { path: { $regex: '^/cart/' } }

function contentOf(experiences: readonly unknown[]) {
  return {
    timezone: 'UTC',
    slots: [v.parse(Slot, textSlot)],
    experiences: experiences.map((experience) => v.parse(Experience, experience)),
  }
}

type Members = readonly string[]
const none: Members = []

/** The forecast for visitors, each with the segments they are in. */
function forecast(
  before: readonly unknown[] | null,
  after: readonly unknown[],
  visitors: readonly Members[],
  isEdited: (slot: string) => boolean = () => false,
): PlaceForecast[] {
  const plan = forecastPlan(before && contentOf(before), contentOf(after), NOW)
  const { counts } = createForecast(plan)
  // Each visitor counted elsewhere, and told as JSON-like copies: as the shards of a site do
  for (const [index, segments] of visitors.entries()) {
    const elsewhere = createForecast(structuredClone(plan))
    const memberships = new Set(segments)
    elsewhere.add({ unit: `visitor-${index}`, before: memberships, after: memberships })
    addForecast(counts, structuredClone(elsewhere.counts))
  }
  return readForecast(plan, counts, isEdited)
}

const spring = showing('spring', { audience: { segment: 'sale' } })
const hikers = showing('hikers', { audience: { segment: 'hikers' } })

describe('a forecast', () => {
  test('[CON93] says how many an experience is for, who gets it, and who gets another one instead', () => {
    const [place] = forecast(null, [spring, hikers], [['sale', 'hikers'], ['hikers'], ['hikers'], none])
    expect(place).toEqual({
      slot: 'hero',
      page: null,
      experiences: [
        {
          experience: 'spring',
          matching: 1,
          shows: [{ variant: 'only', visitors: 1 }],
          heldOut: 0,
          instead: [],
        },
        {
          experience: 'hikers',
          matching: 3,
          shows: [{ variant: 'only', visitors: 2 }],
          heldOut: 0,
          instead: [{ experience: 'spring', visitors: 1 }],
        },
      ],
      moves: [
        {
          from: { experience: null, variant: null },
          to: { experience: 'hikers', variant: 'only' },
          visitors: 2,
        },
        {
          from: { experience: null, variant: null },
          to: { experience: 'spring', variant: 'only' },
          visitors: 1,
        },
      ],
    })
  })

  test('[CON93] says who will see something else, and who the same with other words', () => {
    const visitors: Members[] = [['sale', 'hikers'], ['hikers'], none]
    const moves = (edited: boolean) =>
      forecast([hikers, spring], [spring, hikers], visitors, () => edited)[0]?.moves.map(
        ({ from, to, visitors: count }) => `${from.experience} → ${to.experience}: ${count}`,
      )
    expect(moves(false)).toEqual(['hikers → spring: 1'])
    expect(moves(true)).toEqual(['hikers → spring: 1', 'hikers → hikers: 1', 'null → null: 1'])
  })

  test('[CON93] looks at pages of each condition by itself', () => {
    const cart = showing('cart', { page })
    const places = forecast(null, [cart, hikers], [['hikers'], none])
    expect(
      places.map((place) => [
        place.page,
        place.experiences.map(({ experience, shows }) => [experience, shows]),
      ]),
    ).toEqual([
      [null, [['hikers', [{ variant: 'only', visitors: 1 }]]]],
      [
        page,
        [
          ['cart', [{ variant: 'only', visitors: 2 }]],
          ['hikers', []],
        ],
      ],
    ])
  })

  test('[CON93] is what decide decides, splits, holdouts and schedules with it', () => {
    const split = showing('split', {
      holdout: 0.2,
      variants: [
        { id: 'a', fields: { text: 'a' } },
        { id: 'b', fields: { text: 'b' } },
      ],
      experiment: { distribution: [0.5, 0.5], trafficAllocation: 0.7 },
    })
    const soon = showing('soon', { schedule: { from: '2026-11-23T00:00' } })
    const off = showing('off', { enabled: false })
    const all = [soon, off, split, hikers]
    const visitors = Array.from({ length: 400 }, (_, index) => (index % 2 === 0 ? ['hikers'] : []))
    const content = compileContent(contentOf(all))
    const expected = new Map<string, number>()
    for (const [index, segments] of visitors.entries()) {
      const { decisions } = decide(content, {
        memberships: new Set(segments),
        facts: {},
        traits: {},
        unit: `visitor-${index}`,
        now: NOW,
        release: 1,
      })
      const { experience, variant } = decisions['hero']!
      const key = `${experience} ${variant}`
      expected.set(key, (expected.get(key) ?? 0) + 1)
    }
    const [place] = forecast(null, all, visitors)
    const got = new Map(
      place?.moves.map(({ to, visitors: count }) => [`${to.experience} ${to.variant}`, count]),
    )
    // Whoever kept the default kept it
    const keptDefault = expected.get('null null') ?? 0
    expected.delete('null null')
    expect(got).toEqual(expected)
    expect(keptDefault + [...got.values()].reduce((sum, count) => sum + count, 0)).toBe(400)
    expect(expected.size).toBe(4)
    expect(place?.experiences.find(({ experience }) => experience === 'soon')).toMatchObject({
      matching: 400,
      shows: [],
    })
  })
})
