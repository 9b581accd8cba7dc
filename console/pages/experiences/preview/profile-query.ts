import { queryOptions } from '@tanstack/react-query'
import type { ProfileReport } from '../../../../edge/profile/profile-report.ts'
import type { JsonObject } from '../../../../shared/json.ts'
import { api, client } from '../../../api.ts'

/** What a preview takes of a profile. */
export interface PreviewProfile {
  readonly segments: readonly string[]
  readonly traits: JsonObject
  readonly computed: JsonObject
  readonly facts: JsonObject
}

/** A profile, as somebody whose view a preview takes. */
export const profileQuery = (site: string, ref: string) =>
  queryOptions({
    queryKey: ['sites', site, 'profiles', ref, 'report'],
    queryFn: async (): Promise<PreviewProfile> => {
      const answer = await api(client.api.sites[':site'].profiles[':ref'].$get({ param: { site, ref } }))
      // `as`: the profile writes it as text, of which the client has no type
      const { segments, traits, computed, facts } = answer as unknown as ProfileReport
      return {
        segments,
        traits: traits as JsonObject,
        computed: (computed ?? {}) as JsonObject,
        facts: facts as unknown as JsonObject,
      }
    },
    retry: false,
  })
