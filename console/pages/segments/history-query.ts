import { queryOptions } from '@tanstack/react-query'
import { api, client } from '../../api.ts'

/** How many members each segment has and had, and who came and went; half a minute old at the most. */
export const historyQuery = (site: string) =>
  queryOptions({
    queryKey: ['sites', site, 'segments', 'history'],
    queryFn: () => {
      const query = { days: '30' }
      return api(client.api.sites[':site'].segments.history.$get({ param: { site }, query }))
    },
    refetchInterval: 30_000,
  })

export type SegmentsHistory =
  NonNullable<ReturnType<typeof historyQuery>['queryFn']> extends (...given: never[]) => infer Answer
    ? Awaited<Answer>
    : never
