import type * as v from 'valibot'
import { toPointer, type Issue } from '../../shared/problem/index.ts'
import { ProblemError } from './problem-error.ts'

/** The answer to a body that has the wrong shape: each place, what was found and what would be right. */
export function invalidRequest(issues: readonly v.BaseIssue<unknown>[]): ProblemError {
  const described = issues.map((issue): Issue => ({
    // `as`: keys of JSON are strings and numbers
    pointer: toPointer((issue.path ?? []).map((item) => item.key as string | number)),
    found: issue.received,
    expected: issue.expected ?? issue.message,
  }))
  return new ProblemError('bad-request', { detail: 'The body has the wrong shape.', issues: described })
}
