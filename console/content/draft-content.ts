import type { Json, JsonObject } from '../../shared/json.ts'
import type { Field } from '../../shared/experience/index.ts'

/**
 * Content as it stands in a draft, which may be wrong in any way: only what a page needs to show it is looked at, and what is
 * wrong is said beside it. Members that are not named here stay as they are.
 */
export interface DraftSlot {
  readonly id: string
  readonly name?: string
  readonly fields?: Readonly<Record<string, Field>>
  readonly template?: string
  readonly default?: DraftFields
  readonly translations?: DraftTranslations
}

export type DraftFields = Readonly<Record<string, Json>>
export type DraftTranslations = Readonly<Record<string, DraftFields>>

export interface DraftVariant {
  readonly id: string
  readonly name?: string
  /** Null: the slot's default. */
  readonly fields: DraftFields | null
  readonly translations?: DraftTranslations
}

export interface DraftExperience {
  readonly id: string
  readonly name?: string
  readonly slot: string
  readonly enabled?: boolean
  readonly audience?: { readonly segment?: string; readonly when?: Json }
  readonly page?: JsonObject
  readonly schedule?: { readonly from?: string; readonly to?: string }
  readonly holdout?: number
  readonly variants?: readonly DraftVariant[]
  readonly experiment?: {
    readonly seed?: string
    readonly distribution?: readonly number[]
    readonly trafficAllocation?: number
    readonly goals?: readonly string[]
  }
}

/** Something of a site with an id and perhaps a name. */
export interface Named {
  readonly id: string
  readonly name?: string
}

export const slotsOf = (site: JsonObject): readonly DraftSlot[] => entriesOf<DraftSlot>(site, 'slots')

export const experiencesOf = (site: JsonObject): readonly DraftExperience[] =>
  entriesOf<DraftExperience>(site, 'experiences')

export const segmentsOf = (site: JsonObject): readonly Named[] => entriesOf<Named>(site, 'segments')

export const goalsOf = (site: JsonObject): readonly Named[] => entriesOf<Named>(site, 'goals')

/** The languages that a site is written in; none: one, whatever it is. */
export function localesOf({ locales }: JsonObject): readonly string[] {
  return Array.isArray(locales) ? locales.filter((locale) => typeof locale === 'string') : []
}

export const timezoneOf = ({ timezone }: JsonObject): string =>
  typeof timezone === 'string' ? timezone : 'UTC'

/** What people call it. */
export const nameOf = ({ id, name }: Named): string => (name === undefined || name === '' ? id : name)

function entriesOf<T extends Named>(site: JsonObject, list: string): readonly T[] {
  const entries = site[list]
  if (!Array.isArray(entries)) return []
  return entries.flatMap((entry: Json) => {
    const isEntry =
      typeof entry === 'object' && entry !== null && 'id' in entry && typeof entry.id === 'string'
    // `as`: what is not as it should be has a finding beside it
    return isEntry ? [entry as unknown as T] : []
  })
}
