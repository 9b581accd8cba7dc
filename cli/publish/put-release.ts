import * as v from 'valibot'
import { callEdge, parseAnswer, toError } from '../worker/call.ts'
import type { Target } from '../worker/target.ts'
import type { SiteFile } from './read-site.ts'

export const Published = v.object({
  number: v.number(),
  hash: v.string(),
  unchanged: v.boolean(),
  warnings: v.optional(
    v.array(v.object({ pointer: v.string(), found: v.string(), expected: v.string() })),
    [],
  ),
})
export type Published = v.InferOutput<typeof Published>

/** Publishes a site document on a Worker, past its draft. */
export async function putRelease(
  target: Target,
  { site, json }: SiteFile,
  message: string | null = null,
): Promise<Published> {
  const query = message === null ? '' : `?message=${encodeURIComponent(message)}`
  const path = `/api/sites/${site.id}/release${query}`
  const answer = await callEdge(target, { method: 'PUT', path, body: json })
  if (!answer.ok) throw toError(answer.problem)
  return parseAnswer(Published, target, answer.body)
}
