import { useQueryClient } from '@tanstack/react-query'
import type { Json } from '../../shared/json.ts'
import { readPart, type SitePart } from '../../shared/release/site-part.ts'
import { ApiError } from '../api-error.ts'
import { notify } from '../controls/notify.ts'
import { useSite } from '../site/use-site.ts'
import { draftQuery } from './draft-query.ts'
import { putPart } from './put-part.ts'
import { draftEditsOf } from './use-draft-edits.ts'

/** What is done to whole parts of the draft, at once; each answers whether it was, and has said so where it was not. */
export interface PartActions {
  /** Puts a new part at the end of its list. */
  readonly create: (part: SitePart, value: Json) => Promise<boolean>
  /** Takes a part out, and offers to put it back. `name` is what editors call it. */
  readonly remove: (part: SitePart, name: string) => Promise<boolean>
}

export function usePartActions(): PartActions {
  const site = useSite()
  const queries = useQueryClient()
  const { queryKey } = draftQuery(site)
  const put = async (part: SitePart, value: Json | undefined, version: number | null): Promise<boolean> => {
    try {
      await putPart(site, part, value, version)
      draftEditsOf(site).discard(part)
      return true
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      notify({ title: error.title, description: error.message, kind: 'failed' })
      return false
    } finally {
      await Promise.all([
        queries.invalidateQueries({ queryKey }),
        queries.invalidateQueries({ queryKey: ['sites', site, 'changes'] }),
      ])
    }
  }
  return {
    create: (part, value) => put(part, value, null),
    remove: async (part, name) => {
      const draft = await queries.ensureQueryData(draftQuery(site))
      const value = readPart(draft.site, part)
      const isDone = await put(part, undefined, draft.version)
      if (isDone && value !== undefined) {
        notify({ title: `${name} was deleted from the draft`, undo: () => void put(part, value, null) })
      }
      return isDone
    },
  }
}
