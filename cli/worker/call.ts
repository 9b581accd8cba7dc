import * as v from 'valibot'
import { describeIssue } from '../../shared/problem/index.ts'
import { CliError } from '../cli-error.ts'
import type { Target } from './target.ts'

/** An answer of the admin API: what it said, or why not. */
export type Answer =
  | { readonly ok: true; readonly body: unknown }
  | { readonly ok: false; readonly problem: Problem }

const Problem = v.object({
  type: v.optional(v.string(), ''),
  title: v.string(),
  detail: v.optional(v.string()),
  issues: v.optional(v.array(v.object({ pointer: v.string(), found: v.string(), expected: v.string() })), []),
  conflict: v.optional(v.unknown()),
})
export type Problem = v.InferOutput<typeof Problem>

export interface Call {
  readonly method: 'GET' | 'POST' | 'PUT'
  readonly path: string
  /** The version of the draft that it is about. */
  readonly version?: number
  readonly body?: string
}

/** Calls the admin API of a Worker. Throws when it does not answer, or does not know the token. */
export async function callEdge(
  { url, token }: Target,
  { method, path, version, body }: Call,
): Promise<Answer> {
  const response = await send(new URL(path, url), {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(version !== undefined && { 'if-match': `"${version}"` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body }),
  })
  const answer: unknown = await response.json().catch(() => null)
  if (response.ok && answer !== null) return { ok: true, body: answer }
  const problem = v.safeParse(Problem, answer)
  if (!problem.success)
    throw new CliError(`${url} answered ${response.status}, which is not an answer of Edgewise.`)
  if (response.status === 401) {
    throw new CliError(`${url} does not know this admin token. It is the Worker's ADMIN_TOKEN.`)
  }
  return { ok: false, problem: problem.output }
}

/** A problem, for the person at the terminal. */
export function toError({ title, detail, issues }: Problem): CliError {
  return new CliError([`${title}. ${detail ?? ''}`.trim(), ...issues.map(describeIssue)].join('\n'))
}

/** What an answer must be, if the other side is a Worker of ours. */
export function parseAnswer<T extends v.GenericSchema<unknown, unknown>>(
  schema: T,
  { url }: Target,
  body: unknown,
): v.InferOutput<T> {
  const parsed = v.safeParse(schema, body)
  if (!parsed.success) throw new CliError(`${url} answered 200, which is not an answer of Edgewise.`)
  return parsed.output
}

async function send(address: URL, init: RequestInit): Promise<Response> {
  try {
    return await fetch(address, init)
  } catch (cause) {
    throw new CliError(`${address.origin} does not answer. Is it running?`, { cause })
  }
}
