import * as v from 'valibot'
import { invalidRequest } from './invalid-request.ts'
import { parseJson, readBody } from './read-body.ts'

/** More than any call of the admin API has to say that sends no site document. */
const MAX_INPUT_BYTES = 16_000

/** Reads a request's body, which must be what a schema describes. Who sends none says nothing: `{}`. */
export async function readInput<T extends v.GenericSchema<unknown, unknown>>(
  request: Request,
  schema: T,
  maxBytes = MAX_INPUT_BYTES,
): Promise<v.InferOutput<T>> {
  const text = await readBody(request, maxBytes)
  return parseInput(schema, text === '' ? {} : parseJson(text))
}

/** What a caller sent, as a schema describes it. */
export function parseInput<T extends v.GenericSchema<unknown, unknown>>(
  schema: T,
  value: unknown,
): v.InferOutput<T> {
  const parsed = v.safeParse(schema, value)
  if (!parsed.success) throw invalidRequest(parsed.issues)
  return parsed.output
}
