import { queryOptions } from '@tanstack/react-query'
import { api, client } from '../../api.ts'

interface Named {
  readonly id: string
  readonly name: string
}

/** What of the release in force profiles speak of, and the site's zone. */
export interface LiveSite {
  readonly timezone: string
  readonly segments: readonly Named[]
  readonly slots: readonly Named[]
  readonly experiences: readonly (Named & { readonly variants: readonly Named[] })[]
}

export const liveSiteQuery = (site: string) =>
  queryOptions({
    queryKey: ['sites', site, 'releases', 'current', 'names'],
    queryFn: async (): Promise<LiveSite> => {
      const { site: document } = await api(client.api.sites[':site'].release.$get({ param: { site } }))
      const { timezone, segments, slots, experiences } = document
      return {
        timezone,
        segments: segments.map(named),
        slots: slots.map(named),
        experiences: experiences.map((experience) => ({
          ...named(experience),
          variants: experience.variants.map(named),
        })),
      }
    },
    staleTime: 60_000,
  })

function named({ id, name }: { readonly id: string; readonly name?: string | undefined }): Named {
  return { id, name: name ?? id }
}
