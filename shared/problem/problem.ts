import type { JsonObject } from '../json.ts'
import type { Issue } from './issue.ts'
import { PROBLEMS, type ProblemCode } from './problems.ts'

/** A failure as the API answers it: RFC 9457, `application/problem+json`. */
export interface Problem {
  /** A URI reference that names the kind: `/problems/<code>`, relative to the Worker. */
  readonly type: string
  readonly title: string
  readonly status: (typeof PROBLEMS)[ProblemCode]['status']
  /** What went wrong this time, and what would be right. */
  readonly detail?: string
  /** The places in the sent document that are wrong. */
  readonly issues?: readonly Issue[]
  /** Of an edit that meets another: both, and what comes of joining them. */
  readonly conflict?: JsonObject
}

/** What is particular to one occurrence of a failure. */
export interface ProblemDetails {
  readonly detail?: string
  readonly issues?: readonly Issue[]
  readonly conflict?: JsonObject
}

/**
 * The answer for a failure of the table.
 *
 * @example
 * ```ts
 * toProblem('unknown-key', { detail: 'No site has the key "ewk_shop_x".' })
 * // { type: '/problems/unknown-key', title: 'No site has this key', status: 401, detail: '…' }
 * ```
 */
export function toProblem(code: ProblemCode, { detail, issues, conflict }: ProblemDetails = {}): Problem {
  const { status, title } = PROBLEMS[code]
  return {
    type: `/problems/${code}`,
    title,
    status,
    ...(detail !== undefined && { detail }),
    ...(issues !== undefined && { issues }),
    ...(conflict !== undefined && { conflict }),
  }
}
