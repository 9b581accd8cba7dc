import { evictAllDurableObjects } from 'cloudflare:test'
import { env, exports } from 'cloudflare:workers'
import type { InteractResponse } from '../../../shared/event/index.ts'
import type { ProfileReport } from '../../../edge/profile/profile-report.ts'
import type { ReleaseHead } from '../../../edge/site/release/release-store.ts'
import { aSite, SITE, WRITE_KEY } from './a-site.ts'

export const BASE = 'https://edge.example'
/** The page of another host than the edge's: the answer carries the visitor id. */
const CONSENT = { analytics: 'granted', personalization: 'granted', advertising: 'denied' } as const

export interface Answer<T> {
  readonly status: number
  readonly headers: Headers
  readonly body: T
}

/** Talks to the Worker as its callers do. `evict` takes the objects' memory away after each call. */
export class Client {
  readonly #evict: boolean

  constructor({ evict }: { evict: boolean }) {
    this.#evict = evict
  }

  async request<T>(path: string, init: RequestInit = {}): Promise<Answer<T>> {
    const response = await exports.default.fetch(new Request(`${BASE}${path}`, init))
    const text = await response.text()
    await this.forget()
    // `as`: each caller names the type that it then asserts on
    return { status: response.status, headers: response.headers, body: (text ? JSON.parse(text) : null) as T }
  }

  /** Takes the objects' memory away, where this client is to. Their sockets hibernate. */
  async forget(): Promise<void> {
    if (this.#evict) await evictAllDurableObjects()
  }

  post<T>(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Answer<T>> {
    const text = typeof body === 'string' ? body : JSON.stringify(body)
    return this.request(path, {
      method: 'POST',
      body: text,
      headers: { 'content-type': 'text/plain', ...headers },
    })
  }

  interact(
    body: Record<string, unknown>,
    headers: Record<string, string> = {},
  ): Promise<Answer<InteractResponse>> {
    const now = new Date().toISOString()
    return this.post(
      '/v1/interact',
      { writeKey: WRITE_KEY, sentAt: now, batch: [], consent: CONSENT, ...body },
      headers,
    )
  }

  admin<T>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer<T>> {
    return this.request(`/api/sites${path && `/${path}`}`, {
      method,
      headers: { authorization: `Bearer ${env.ADMIN_TOKEN}`, ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
  }

  publish(site: Record<string, unknown> = aSite()): Promise<Answer<ReleaseHead & { unchanged: boolean }>> {
    return this.admin('PUT', `${SITE}/release`, site)
  }

  profile(ref: string, site = SITE): Promise<Answer<ProfileReport>> {
    return this.admin('GET', `${site}/profiles/${encodeURIComponent(ref)}`)
  }
}
