import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { JsonObject } from '../../../shared/json.ts'
import type { SegmentExplanation } from '../../../shared/segment/explanation.ts'
import { api, client } from '../../api.ts'

/** A visitor that a rule was tried on. */
export interface TriedProfile {
  /** By which the admin API knows them. */
  readonly ref: string
  readonly userId: string | null
  readonly traits: JsonObject
  readonly seenAt: string
  readonly explanation: SegmentExplanation
}

/** What a rule would make of visitors, were it published now. */
export interface Trial {
  readonly now: string
  readonly sample: {
    readonly asked: number
    readonly answered: number
    readonly members: number
    readonly estimate: { readonly share: number; readonly low: number; readonly high: number } | null
  }
  readonly profiles: readonly TriedProfile[]
  readonly chosen: readonly TriedProfile[]
  readonly notFound: readonly string[]
}

/** Tries a rule, a segment as JSON, on who was there last and on chosen visitors. A newer rule ends the trial of an older one. */
export const trialQuery = (site: string, segment: string, profiles: readonly string[]) =>
  queryOptions({
    queryKey: ['sites', site, 'segments', 'try', segment, profiles],
    queryFn: async ({ signal }) => {
      const json = { segment: JSON.parse(segment) as never, profiles: [...profiles] }
      const call = client.api.sites[':site'].segments.try.$post(
        { param: { site }, json },
        { init: { signal } },
      )
      // `as`: Hono's client tells JSON in a type of its own, which is the same and fits nowhere
      return (await api(call)) as unknown as Trial
    },
    placeholderData: keepPreviousData,
    staleTime: 10_000,
    gcTime: 60_000,
  })
