import { INSTANT_FORM } from '../../shared/experience/instant.ts'
import { readInstant } from '../../shared/experience/read-instant.ts'
import type { PreviewView } from '../../shared/preview/index.ts'
import { ProblemError } from '../http/problem-error.ts'

/** Refuses an instant that is none; every zone reads the same texts. */
export function checkView({ at }: PreviewView): void {
  if (at === undefined || readInstant(at, 'UTC') !== null) return
  throw new ProblemError('bad-request', {
    detail: 'A preview cannot be seen at this time.',
    issues: [{ pointer: '/view/at', found: JSON.stringify(at), expected: INSTANT_FORM }],
  })
}
