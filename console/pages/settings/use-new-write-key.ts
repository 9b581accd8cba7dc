import { useQueryClient } from '@tanstack/react-query'
import { api, client } from '../../api.ts'
import { ApiError } from '../../api-error.ts'
import { notify } from '../../controls/notify.ts'
import { useSite } from '../../site/use-site.ts'

/** Puts a new write key into the draft. */
export function useNewWriteKey(): () => Promise<void> {
  const site = useSite()
  const queries = useQueryClient()
  return async () => {
    try {
      await api(client.api.sites[':site'].draft.writeKeys.$post({ param: { site } }))
      notify({ title: 'The key is in the draft', description: 'Pages can use it once it is published.' })
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      notify({ title: error.title, description: error.message, kind: 'failed' })
    } finally {
      await queries.invalidateQueries({ queryKey: ['sites', site] })
    }
  }
}
