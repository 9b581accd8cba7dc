import { useSuspenseQuery } from '@tanstack/react-query'
import { useSite } from '../site/use-site.ts'
import type { DraftAnswer } from './draft-answer.ts'
import { draftQuery } from './draft-query.ts'

/** The draft of the site that is open, as the server has it: without what is not saved here. */
export const useDraft = (): DraftAnswer => useSuspenseQuery(draftQuery(useSite())).data
