import type { Issue } from '../../shared/problem/index.ts'

/** What is wrong, in a sentence below a field. */
export function describeIssue(issue: Issue | undefined): string | undefined {
  return issue && `Found ${issue.found}; expected ${issue.expected}.`
}
