import { HTTPException } from 'hono/http-exception'
import { PROBLEMS, toProblem, type ProblemCode, type ProblemDetails } from '../../shared/problem/index.ts'

/** A failure that the caller of the API sees, answered as `application/problem+json` (RFC 9457). */
export class ProblemError extends HTTPException {
  override readonly name = 'ProblemError'

  constructor(code: ProblemCode, details: ProblemDetails = {}, headers: Record<string, string> = {}) {
    const problem = toProblem(code, details)
    super(PROBLEMS[code].status, {
      message: `${code}: ${details.detail ?? problem.title}`,
      res: Response.json(problem, {
        status: problem.status,
        headers: { 'content-type': 'application/problem+json', ...headers },
      }),
    })
  }
}
