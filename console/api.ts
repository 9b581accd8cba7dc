import { hc, type ClientResponse } from 'hono/client'
import type { App } from '../edge/app.ts'
import type { Problem, ProblemCode } from '../shared/problem/index.ts'
import { ApiError } from './api-error.ts'

/** Every route of the Worker, typed: `client.api.sites[':site'].draft.$get({ param: { site } })`. */
export const client = hc<App>('/')

/** What a call is answered where all is well; null where the answer has no body. */
type Answer<R> =
  R extends ClientResponse<infer T, number, infer Format> ? (Format extends 'json' ? T : null) : never

/**
 * Waits for a call and gives what it is answered. Throws an `ApiError` that says what went wrong and what would be right,
 * also where nothing answers.
 *
 * @example
 * ```ts
 * const draft = await api(client.api.sites[':site'].draft.$get({ param: { site } }))
 * ```
 */
export async function api<R extends ClientResponse<unknown>>(call: Promise<R>): Promise<Answer<R>> {
  const response = await call.catch((cause: unknown): never => {
    throw new ApiError({
      status: 0,
      code: 'unreachable',
      title: 'Nothing answers',
      detail: `The Worker cannot be reached. Look at the connection and try again. (${String(cause)})`,
    })
  })
  if (!response.ok) throw await failureOf(response)
  const isJson = response.headers.get('content-type')?.includes('json') ?? false
  // `as`: the routes say what they answer, and the client has its types from them
  return (isJson ? await response.json() : null) as Answer<R>
}

/** What the admin API is, as the build has described it: OpenAPI. */
export async function apiDescription(): Promise<unknown> {
  const response = await fetch('/openapi.json')
  if (response.ok) return response.json()
  throw new ApiError({
    status: response.status,
    code: 'not-found',
    title: 'There is no description of the API',
    detail: 'The Worker serves no openapi.json. "npm run build" writes it.',
  })
}

async function failureOf(response: ClientResponse<unknown>): Promise<ApiError> {
  const problem = (await response.json().catch(() => null)) as Problem | null
  if (problem?.type === undefined) {
    const title = `The Worker answered ${response.status}`
    return new ApiError({ status: response.status, code: 'unavailable', title })
  }
  // `as`: the Worker names failures by the one table
  const code = problem.type.replace('/problems/', '') as ProblemCode
  return new ApiError({ ...problem, code })
}

/** Opens a socket of the Worker's: `/api/sites/shop/events/live`. */
export const openSocket = (path: string): WebSocket => new WebSocket(path)
