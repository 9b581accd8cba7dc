import type { Issue } from '../../shared/problem/index.ts'

/** The issues at a pointer and below it, their pointers from there on. */
export function issuesBelow(issues: readonly Issue[], pointer: string): Issue[] {
  return issues.flatMap((issue) =>
    issue.pointer === pointer || issue.pointer.startsWith(`${pointer}/`)
      ? [{ ...issue, pointer: issue.pointer.slice(pointer.length) }]
      : [],
  )
}
