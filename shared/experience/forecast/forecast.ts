import { compileContent, type CompiledExperience, type ContentConfig } from '../content.ts'
import { judge, type Visitor } from '../judge.ts'
import { isSamePage, placesOf, type ForecastPlan, type Place } from './forecast-plan.ts'

/** A visitor, as they are under the content of before and that of after. */
export interface ForecastVisitor {
  readonly unit: string
  /** The segments and audiences that they are in. */
  readonly before: ReadonlySet<string>
  readonly after: ReadonlySet<string>
}

/**
 * What visitors get in one place, counted. An outcome is `<experience>/<variant>`, `<experience>/` for who is held out, and
 * nothing for the default; ids have neither `/` nor `>`.
 */
export interface PlaceCounts {
  /** `<experience>><outcome>`: what those whom an experience is for get after. */
  readonly reach: Map<string, number>
  /** `<outcome before>><outcome after>` */
  readonly moves: Map<string, number>
}

/** The counts of each of `placesOf` the plan. */
export interface ForecastCounts {
  visitors: number
  readonly places: readonly PlaceCounts[]
}

/** Counts what visitors get, one after the other. */
export interface Forecast {
  readonly counts: ForecastCounts
  readonly add: (visitor: ForecastVisitor) => void
}

export function createForecast(plan: ForecastPlan): Forecast {
  const { before, after, at } = plan
  const places = placesOf(plan).map((place) => ({
    before: before === null ? [] : experiencesAt(before, place),
    after: experiencesAt(after, place),
    counts: { reach: new Map<string, number>(), moves: new Map<string, number>() },
  }))
  const counts: ForecastCounts = { visitors: 0, places: places.map((place) => place.counts) }
  return {
    counts,
    add({ unit, ...memberships }) {
      counts.visitors += 1
      for (const place of places) {
        const visitor = (of: ReadonlySet<string>): Visitor => ({
          memberships: of,
          unit,
          now: at,
          page: () => null,
        })
        const was = outcomeOf(place.before, visitor(memberships.before))
        const is = outcomeOf(place.after, visitor(memberships.after))
        increase(place.counts.moves, `${was}>${is}`)
        for (const { id, audience } of place.after) {
          const isFor = audience === null || memberships.after.has(audience)
          if (isFor) increase(place.counts.reach, `${id}>${is}`)
        }
      }
    },
  }
}

/** Adds other counts of the same plan (changes the first). */
export function addForecast(counts: ForecastCounts, added: ForecastCounts): void {
  counts.visitors += added.visitors
  for (const [index, place] of counts.places.entries()) {
    for (const [key, visitors] of added.places[index]?.reach ?? []) increase(place.reach, key, visitors)
    for (const [key, visitors] of added.places[index]?.moves ?? []) increase(place.moves, key, visitors)
  }
}

/** The experiences that can be had in a place, their page conditions met. */
function experiencesAt(config: ContentConfig, { slot, page }: Place): readonly CompiledExperience[] {
  const there = config.experiences.flatMap(({ page: own, ...experience }) =>
    experience.slot === slot && (own === undefined || isSamePage(own, page)) ? [experience] : [],
  )
  return compileContent({ ...config, experiences: there }).slots.get(slot)?.experiences ?? []
}

function outcomeOf(experiences: readonly CompiledExperience[], visitor: Visitor): string {
  for (const experience of experiences) {
    const verdict = judge(experience, visitor)
    if (verdict.type === 'shows') return `${experience.id}/${experience.variants[verdict.variant]!.id}`
    if (verdict.type === 'held-out') return `${experience.id}/`
  }
  return ''
}

function increase(counts: Map<string, number>, key: string, by = 1): void {
  counts.set(key, (counts.get(key) ?? 0) + by)
}
