import { queryOptions } from '@tanstack/react-query'
import { api, client } from '../api.ts'
import type { DraftAnswer } from './draft-answer.ts'

/** The draft of a site: its document, its version, and what keeps it from being published. */
export const draftQuery = (site: string) =>
  queryOptions({
    queryKey: ['sites', site, 'draft'],
    // `as`: Hono's client tells JSON in a type of its own, which is the same and fits nowhere
    queryFn: async () =>
      (await api(client.api.sites[':site'].draft.$get({ param: { site } }))) as unknown as DraftAnswer,
  })
