import { ReplayError } from './replay-error.ts'

/** What a call needs of the outside world. */
export interface Network {
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>
  readonly wait: (ms: number) => Promise<unknown>
  readonly now: () => number
}

const ATTEMPTS = 8

/**
 * Asks until the edge has answered something other than "later": 429 and 503 are asked again after their `Retry-After`
 * (else after 1 s, 2 s, 4 s …), and so is a connection that broke.
 */
export async function patientFetch(network: Network, url: string, init: RequestInit): Promise<Response> {
  for (let attempt = 1; ; attempt++) {
    const outcome = await ask(network, url, init)
    if (outcome.type === 'answered') return outcome.response
    if (attempt === ATTEMPTS) {
      throw new ReplayError(`${url} gave no answer in ${ATTEMPTS} attempts; the last said: ${outcome.why}`)
    }
    await network.wait(outcome.retryAfterMs ?? 1000 * 2 ** (attempt - 1))
  }
}

type Outcome =
  | { readonly type: 'answered'; readonly response: Response }
  | { readonly type: 'later'; readonly why: string; readonly retryAfterMs?: number | undefined }

async function ask(network: Network, url: string, init: RequestInit): Promise<Outcome> {
  let response: Response
  try {
    response = await network.fetch(url, init)
  } catch (cause) {
    return { type: 'later', why: cause instanceof Error ? describeCause(cause) : String(cause) }
  }
  if (response.status !== 429 && response.status !== 503) return { type: 'answered', response }
  return {
    type: 'later',
    why: `${response.status} ${await response.text()}`,
    retryAfterMs: retryAfterMs(response.headers.get('retry-after'), network.now()),
  }
}

/** RFC 9110 §10.2.3: seconds, or a date. */
function retryAfterMs(header: string | null, now: number): number | undefined {
  if (header === null) return undefined
  const seconds = Number(header)
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000)
  const date = Date.parse(header)
  return Number.isNaN(date) ? undefined : Math.max(0, date - now)
}

/** `fetch` says only "fetch failed"; why stands in its cause. */
function describeCause(error: Error): string {
  return error.cause instanceof Error ? `${error.message} (${error.cause.message})` : error.message
}
