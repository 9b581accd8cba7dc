import type { Where } from '../../segment/index.ts'
import type { ForecastCounts } from './forecast.ts'
import { isSamePage, placesOf, type ForecastPlan } from './forecast-plan.ts'

/** What a visitor gets in a slot; null for both: the default. */
export interface Outcome {
  readonly experience: string | null
  /** Null beside an experience: held out of it. */
  readonly variant: string | null
}

/** Whom an experience reaches. */
export interface ExperienceReach {
  readonly experience: string
  /** Those whom it is for, whether or not it runs. */
  readonly matching: number
  readonly shows: readonly { readonly variant: string; readonly visitors: number }[]
  readonly heldOut: number
  /** Those whom an experience before it takes. */
  readonly instead: readonly { readonly experience: string; readonly visitors: number }[]
}

/** Visitors who will get something else, or the same with other words. */
export interface ForecastMove {
  readonly from: Outcome
  readonly to: Outcome
  readonly visitors: number
}

/** What visitors get in a slot on pages of one kind. */
export interface PlaceForecast {
  readonly slot: string
  /** The page condition that holds there; null: none does. */
  readonly page: Where | null
  /** In their order. On pages of no particular kind only those without a page condition. */
  readonly experiences: readonly ExperienceReach[]
  readonly moves: readonly ForecastMove[]
}

/**
 * What the counts of a forecast say.
 *
 * @param isEdited Whether what an outcome shows in a slot will have other words.
 */
export function readForecast(
  plan: ForecastPlan,
  { places }: ForecastCounts,
  isEdited: (slot: string, outcome: Outcome) => boolean,
): PlaceForecast[] {
  return placesOf(plan).map(({ slot, page }, index) => {
    const { reach, moves } = places[index]!
    const there = plan.after.experiences.filter(
      (experience) =>
        experience.slot === slot && (experience.page === undefined || isSamePage(experience.page, page)),
    )
    return {
      slot,
      page,
      experiences: there.map(({ id }) => reachOf(id, reach)),
      moves: [...moves]
        .map(([key, visitors]) => {
          const [from = '', to = ''] = key.split('>')
          return { from: outcomeOf(from), to: outcomeOf(to), visitors }
        })
        .filter(({ from, to }) => !isSameOutcome(from, to) || isEdited(slot, to))
        .toSorted((a, b) => b.visitors - a.visitors),
    }
  })
}

function reachOf(id: string, reach: ReadonlyMap<string, number>): ExperienceReach {
  const own = [...reach].flatMap(([key, visitors]) => {
    const [experience, outcome = ''] = key.split('>')
    return experience === id ? [{ outcome: outcomeOf(outcome), visitors }] : []
  })
  const others = new Map<string, number>()
  for (const { outcome, visitors } of own) {
    const other = outcome.experience
    if (other !== null && other !== id) others.set(other, (others.get(other) ?? 0) + visitors)
  }
  const shown = own.filter(({ outcome }) => outcome.experience === id)
  return {
    experience: id,
    matching: own.reduce((sum, { visitors }) => sum + visitors, 0),
    shows: shown.flatMap(({ outcome: { variant }, visitors }) =>
      variant === null ? [] : [{ variant, visitors }],
    ),
    heldOut: shown.find(({ outcome }) => outcome.variant === null)?.visitors ?? 0,
    instead: [...others]
      .map(([experience, visitors]) => ({ experience, visitors }))
      .toSorted((a, b) => b.visitors - a.visitors),
  }
}

function isSameOutcome(a: Outcome, b: Outcome): boolean {
  return a.experience === b.experience && a.variant === b.variant
}

function outcomeOf(key: string): Outcome {
  const [experience = '', variant = ''] = key.split('/')
  return { experience: experience || null, variant: variant || null }
}
