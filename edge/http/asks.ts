import type { MiddlewareHandler } from 'hono'
import * as v from 'valibot'
import { describeSchemaIssues } from '../../shared/problem/index.ts'
import { says } from './contract.ts'
import { ProblemError } from './problem-error.ts'

interface QueryInput<T extends v.GenericSchema<unknown, unknown>> {
  in: { query: v.InferInput<T> }
  out: { query: v.InferOutput<T> }
}

/**
 * Says what a route takes in its query, and reads it: what is not of this shape is refused. The handler has it from
 * `c.req.valid('query')`, and a typed client knows what to send.
 */
export function asks<T extends v.GenericSchema<unknown, unknown>>(
  schema: T,
): MiddlewareHandler<object, string, QueryInput<T>> {
  const handler: MiddlewareHandler<object, string, QueryInput<T>> = async (c, next) => {
    const parsed = v.safeParse(schema, c.req.query())
    if (!parsed.success) {
      const issues = describeSchemaIssues(parsed.issues)
      throw new ProblemError('bad-request', { detail: 'The query has the wrong shape.', issues })
    }
    // `as`: Hono keeps what validators give as an object
    c.req.addValidatedData('query', parsed.output as object)
    await next()
  }
  return says({ query: schema }, handler)
}
