import * as v from 'valibot'
import { describeIssue } from '../../shared/problem/index.ts'
import type { PublishTarget } from './arguments.ts'
import { PublishError } from './publish-error.ts'
import type { SiteFile } from './read-site.ts'

const Issues = v.array(v.object({ pointer: v.string(), found: v.string(), expected: v.string() }))

const Published = v.object({
  number: v.number(),
  hash: v.string(),
  unchanged: v.boolean(),
  warnings: v.optional(Issues, []),
})
export type Published = v.InferOutput<typeof Published>

const Refused = v.object({
  title: v.string(),
  detail: v.optional(v.string()),
  issues: v.optional(Issues, []),
})

/** Publishes a site document on a Worker. */
export async function putRelease(
  { url, token }: PublishTarget,
  { site, json }: SiteFile,
): Promise<Published> {
  const response = await send(new URL(`/api/sites/${site.id}/release`, url), token, json)
  const answer: unknown = await response.json().catch(() => null)
  const published = v.safeParse(Published, answer)
  if (response.ok && published.success) return published.output
  const refused = v.safeParse(Refused, answer)
  if (!refused.success) {
    throw new PublishError(`${url} answered ${response.status}, which is not an answer of Edgewise.`)
  }
  const { title, detail, issues } = refused.output
  if (response.status === 401) {
    throw new PublishError(`${url} does not know this admin token. It is the Worker's ADMIN_TOKEN.`)
  }
  throw new PublishError([`${title}. ${detail ?? ''}`.trim(), ...issues.map(describeIssue)].join('\n'))
}

async function send(address: URL, token: string, body: string): Promise<Response> {
  try {
    return await fetch(address, {
      method: 'PUT',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body,
    })
  } catch (cause) {
    throw new PublishError(`${address.origin} does not answer. Is it running?`, { cause })
  }
}
