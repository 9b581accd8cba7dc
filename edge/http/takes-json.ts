import type { MiddlewareHandler } from 'hono'
import type { Json } from '../../shared/json.ts'
import { says } from './contract.ts'
import { readJson } from './read-body.ts'

interface JsonInput {
  in: { json: Json }
  out: { json: Json }
}

/** Reads a body of any JSON, for routes that keep a document whatever is wrong with it; see `takes` for others. */
export function takesJson(maxBytes: number): MiddlewareHandler<object, string, JsonInput> {
  const handler: MiddlewareHandler<object, string, JsonInput> = async (c, next) => {
    // `as`: Hono keeps what validators give as an object, and hands it back as it is
    c.req.addValidatedData('json', (await readJson(c.req.raw, maxBytes)) as object)
    await next()
  }
  return says({ body: 'json' }, handler)
}
