interface ProblemKind {
  /** The HTTP status. */
  readonly status: number
  /** What it is, the same for every occurrence. */
  readonly title: string
}

/**
 * The one table of failures that a caller of the API sees. What is particular to an occurrence belongs in the
 * problem's `detail` and `issues`; `docs/reference/errors.md` says for each what to do about it.
 */
export const PROBLEMS = {
  'bad-json': { status: 400, title: 'The body is not JSON' },
  'bad-request': { status: 400, title: 'The request is not what this endpoint takes' },
  'invalid-live-request': { status: 400, title: 'The live connection cannot be opened like this' },
  'unknown-key': { status: 401, title: 'No site has this key' },
  'not-authorized': { status: 401, title: 'This needs somebody who is signed in, or the admin token' },
  'origin-not-allowed': { status: 403, title: 'The site does not allow calls from this origin' },
  'foreign-page': { status: 403, title: 'A page of another origin cannot call this' },
  'not-allowed': { status: 403, title: 'Your role on this site does not allow this' },
  'not-found': { status: 404, title: 'There is nothing here' },
  'site-not-published': { status: 404, title: 'The site has no release yet' },
  'method-not-allowed': { status: 405, title: 'This path does not take this method' },
  'already-exists': { status: 409, title: 'This exists already' },
  'release-conflict': { status: 409, title: 'A newer release clashes with this' },
  'second-person-needed': { status: 409, title: 'Somebody else has to publish this' },
  'edit-conflict': { status: 412, title: 'This was changed in the meantime' },
  'body-too-large': { status: 413, title: 'The body is too large' },
  'unsupported-encoding': { status: 415, title: 'The body is encoded in a way that is not known here' },
  'invalid-site': { status: 422, title: 'The site document is not valid' },
  'version-needed': { status: 428, title: 'The request must say which version it changes' },
  'rate-limited': { status: 429, title: 'Too much at once' },
  'not-configured': { status: 503, title: 'The Worker lacks a setting' },
  unavailable: { status: 503, title: 'This cannot be answered right now' },
} as const satisfies Record<string, ProblemKind>

/** The name of a failure: a key of {@link PROBLEMS}. */
export type ProblemCode = keyof typeof PROBLEMS
