import * as v from 'valibot'
import { PageContext, type ProfileEvent } from '../../shared/event/index.ts'

/** The page on which the last of these events that tells of one was said. */
export function lastPage(events: readonly ProfileEvent[]): PageContext | undefined {
  for (const { context } of events.toReversed()) {
    const parsed = v.safeParse(PageContext, context?.['page'])
    if (parsed.success) return parsed.output
  }
  return undefined
}
