import { isSamePage } from '../../../shared/experience/forecast/forecast-plan.ts'
import type { ExperienceReach, PlaceForecast } from '../../../shared/experience/forecast/read-forecast.ts'
import { formatCount } from '../../controls/format-count.ts'
import type { DraftExperience } from '../../content/draft-content.ts'

/** Whom an experience reaches, on the pages that it is for; undefined: not known. */
export function reachOf(
  { id, slot, page }: DraftExperience,
  places: readonly PlaceForecast[],
): ExperienceReach | undefined {
  // `as`: a forecast is of a draft that is valid
  const own = page as PlaceForecast['page'] | undefined
  const place = places.find((candidate) => candidate.slot === slot && isSamePage(candidate.page, own))
  return place?.experiences.find(({ experience }) => experience === id)
}

/** How many of those whom an experience is for see it. */
export const seesIt = ({ shows }: ExperienceReach): number =>
  shows.reduce((sum, { visitors }) => sum + visitors, 0)

/** What those see whom another experience takes: `412 of 1,930 matching visitors will see Spring sale instead`. */
export function describeOverlap(
  { matching, instead }: ExperienceReach,
  nameOf: (experience: string) => string,
): string[] {
  return instead.map(
    ({ experience, visitors }) =>
      `${formatCount(visitors)} of ${formatCount(matching)} matching visitors will see ${nameOf(experience)} instead`,
  )
}

/** Of whom the numbers are. */
export function describeBasis(
  basis:
    | { readonly type: 'all'; readonly profiles: number; readonly covered: number }
    | { readonly type: 'sample'; readonly answered: number; readonly profiles: number }
    | { readonly type: 'nobody' },
): string {
  switch (basis.type) {
    case 'all': {
      const rest = basis.profiles - basis.covered
      const all = `Counted over all ${formatCount(basis.profiles)} profiles, half a minute ago at the most.`
      return rest === 0 ? all : `${all} ${formatCount(rest)} of them still have to meet the newest rules.`
    }
    case 'sample':
      return `A sample: the ${formatCount(basis.answered)} of ${formatCount(basis.profiles)} profiles that were there last, as the draft has rules that are not published.`
    case 'nobody':
      return 'Nobody is counted before the first release.'
  }
}
