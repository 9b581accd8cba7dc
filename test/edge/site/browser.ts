import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { app } from '../../../edge/app.ts'
import type { Env } from '../../../edge/env.ts'
import type { Role } from '../../../shared/role.ts'

/** Where the console of these tests lives. */
export const CONSOLE = 'https://console.example'
export const LAPTOP = 'http://localhost:8787'

export interface Reply<T> {
  readonly status: number
  readonly headers: Headers
  readonly body: T
}

/** A browser with a page of the console open: it keeps cookies and says where its calls come from. */
export class Browser {
  readonly #origin: string
  readonly #settings: Partial<Env>
  readonly #headers: Record<string, string>
  #cookie: string | null = null

  constructor(origin: string, settings: Partial<Env> = {}, headers: Record<string, string> = {}) {
    this.#origin = origin
    this.#settings = settings
    this.#headers = headers
  }

  get cookie(): string | null {
    return this.#cookie
  }

  async call<T>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Reply<T>> {
    const context = createExecutionContext()
    const request = new Request(`${this.#origin}${path}`, {
      method,
      headers: {
        origin: this.#origin,
        'sec-fetch-site': 'same-origin',
        ...(this.#cookie !== null && { cookie: `other=1; ${this.#cookie}` }),
        ...this.#headers,
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const response = await app.fetch(request, { ...env, ...this.#settings }, context)
    const text = await response.text()
    await waitOnExecutionContext(context)
    const [pair = ''] = (response.headers.get('set-cookie') ?? '').split(';')
    if (pair !== '') this.#cookie = pair.endsWith('=') ? null : pair
    // `as`: each caller names the type that it then asserts on
    return { status: response.status, headers: response.headers, body: (text ? JSON.parse(text) : null) as T }
  }
}

/** A browser of a member of a site, who came by an invitation of the operator. */
export async function aMember(site: string, email: string, role: Role): Promise<Browser> {
  const operator = anOperator()
  const { body } = await operator.call<{ token: string }>('POST', `/api/sites/${site}/invitations`, {
    email,
    role,
  })
  const browser = new Browser(CONSOLE)
  const { status } = await browser.call('POST', '/api/session', { token: body.token })
  if (status !== 201) throw new Error(`The invitation was answered ${status}`)
  return browser
}

/** Whoever has the admin token. */
export function anOperator(): Browser {
  return new Browser(CONSOLE, {}, { authorization: `Bearer ${env.ADMIN_TOKEN}` })
}
