import type { Where } from '../../segment/index.ts'
import { isSameJson } from '../../same-json.ts'
import type { Json } from '../../json.ts'
import type { ContentConfig } from '../content.ts'

/** What a forecast asks: what visitors see of one content, and of the one that is to take its place. */
export interface ForecastPlan {
  /** Null: nothing is published yet. */
  readonly before: ContentConfig | null
  readonly after: ContentConfig
  /** Epoch ms. */
  readonly at: number
}

/** A slot on pages that are alike to its experiences. */
export interface Place {
  readonly slot: string
  /** The page condition that holds there; null: none does. */
  readonly page: Where | null
}

/** The plan without what its content says: who sees which variant does not depend on it. */
export function forecastPlan(before: ContentConfig | null, after: ContentConfig, at: number): ForecastPlan {
  return { before: before && withoutContent(before), after: withoutContent(after), at }
}

function withoutContent({ timezone, slots, experiences }: ContentConfig): ContentConfig {
  return {
    timezone,
    slots: slots.map(({ id }) => ({ id, fields: {}, default: {} })),
    experiences: experiences.map((experience) => ({
      ...experience,
      variants: experience.variants.map(({ id }) => ({ id, fields: null })),
    })),
  }
}

/**
 * Where a forecast looks: each slot on pages of no particular kind, and on those of each page condition of its experiences.
 * Which conditions hold together is not known of pages that nobody named, so each is looked at by itself.
 */
export function placesOf({ before, after }: ForecastPlan): Place[] {
  return after.slots.flatMap(({ id: slot }) => {
    const pages = [...(before?.experiences ?? []), ...after.experiences].flatMap((experience) =>
      experience.slot === slot && experience.page !== undefined ? [experience.page] : [],
    )
    const distinct = pages.filter(
      (page, index) => pages.findIndex((other) => isSamePage(page, other)) === index,
    )
    return [null, ...distinct].map((page) => ({ slot, page }))
  })
}

export function isSamePage(a: Where | null | undefined, b: Where | null | undefined): boolean {
  // `as`: conditions are JSON
  return isSameJson((a ?? null) as Json, (b ?? null) as Json)
}
