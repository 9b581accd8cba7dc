import type * as v from 'valibot'
import { describeSchemaIssues } from '../../shared/problem/index.ts'
import { ProblemError } from './problem-error.ts'

/** The answer to a body that has the wrong shape: each place, what was found and what would be right. */
export function invalidRequest(issues: readonly v.BaseIssue<unknown>[]): ProblemError {
  return new ProblemError('bad-request', {
    detail: 'The body has the wrong shape.',
    issues: describeSchemaIssues(issues),
  })
}
