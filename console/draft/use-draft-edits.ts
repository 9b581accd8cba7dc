import { queryClient } from '../query-client.ts'
import { useSite } from '../site/use-site.ts'
import { DraftEdits } from './draft-edits.ts'

const edits = new Map<string, DraftEdits>()

/** The edits of a site that this tab has not put into the draft. */
export function draftEditsOf(site: string): DraftEdits {
  const known = edits.get(site)
  if (known) return known
  const made = new DraftEdits(site, queryClient)
  edits.set(site, made)
  return made
}

/** The edits of the site that is open. */
export const useDraftEdits = (): DraftEdits => draftEditsOf(useSite())
