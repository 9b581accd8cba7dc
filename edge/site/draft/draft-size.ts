import { utf8Length } from '../../../shared/event/utf8-length.ts'
import { ProblemError } from '../../http/problem-error.ts'

/** A row of an object's database has at most 2 MB. */
export const MAX_DRAFT_BYTES = 2_000_000

export function checkDraftSize(document: string): void {
  const bytes = utf8Length(document)
  if (bytes <= MAX_DRAFT_BYTES) return
  throw new ProblemError('body-too-large', {
    detail: `The site document would have ${bytes} bytes; at most ${MAX_DRAFT_BYTES} are kept.`,
  })
}
