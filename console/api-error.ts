import type { JsonObject } from '../shared/json.ts'
import type { Issue, ProblemCode } from '../shared/problem/index.ts'

interface Failure {
  /** The HTTP status; 0: nothing answered. */
  readonly status: number
  readonly code: ProblemCode | 'unreachable'
  readonly title: string
  readonly detail?: string | undefined
  readonly issues?: readonly Issue[] | undefined
  readonly conflict?: JsonObject | undefined
}

/** A call that was not answered with what it asked for: what the table of failures calls it, and what to do. */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly status: number
  readonly code: ProblemCode | 'unreachable'
  readonly title: string
  readonly issues: readonly Issue[]
  readonly conflict: JsonObject | null

  constructor({ status, code, title, detail, issues = [], conflict }: Failure) {
    super(detail ?? title)
    this.status = status
    this.code = code
    this.title = title
    this.issues = issues
    this.conflict = conflict ?? null
  }
}
