import type { MiddlewareHandler } from 'hono'
import type * as v from 'valibot'
import { says } from './contract.ts'
import { readInput } from './input.ts'

interface JsonInput<T extends v.GenericSchema<unknown, unknown>> {
  in: { json: v.InferInput<T> }
  out: { json: v.InferOutput<T> }
}

/**
 * Says what body a route takes, and reads it: what is not of this shape is refused with each place that is wrong. The
 * handler has it from `c.req.valid('json')`, and a typed client knows what to send. Bodies count as JSON whatever their
 * content type, which is where Hono's own validator differs.
 */
export function takes<T extends v.GenericSchema<unknown, unknown>>(
  schema: T,
  maxBytes?: number,
): MiddlewareHandler<object, string, JsonInput<T>> {
  const handler: MiddlewareHandler<object, string, JsonInput<T>> = async (c, next) => {
    // `as`: Hono keeps what validators give as an object
    c.req.addValidatedData('json', (await readInput(c.req.raw, schema, maxBytes)) as object)
    await next()
  }
  return says({ body: schema }, handler)
}
