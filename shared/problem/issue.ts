/**
 * One thing that is wrong in a document that somebody wrote (a site file, an event, a segment).
 *
 * `pointer` is a JSON pointer (RFC 6901) to the place, `found` what stands there, `expected` what would be right.
 */
export interface Issue {
  readonly pointer: string
  readonly found: string
  readonly expected: string
}

/** The JSON pointer (RFC 6901) of a path of keys: `['slots', 0, 'a/b']` → `/slots/0/a~1b`. */
export function toPointer(path: readonly (string | number)[]): string {
  return path.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
}

/** An issue as one readable line: place, what was found, what would be right. */
export function describeIssue(issue: Issue): string {
  return `${issue.pointer || '/'}: found ${issue.found}; expected ${issue.expected}`
}

/** Something valid that is hardly meant, as one readable line. */
export function describeWarning(issue: Issue): string {
  return `Warning: ${describeIssue(issue)}`
}
