import type { Issue } from '../../shared/problem/index.ts'

export interface Published {
  readonly number: number
  readonly unchanged: boolean
  /** What is valid and hardly meant. */
  readonly warnings: readonly Issue[]
}

/** The admin API of a Worker, as far as serving needs it. */
export interface Admin {
  /** Publishes a site document; answers its release, an older one when nothing changed. */
  publish(site: string, json: string): Promise<Published>
  createServerKey(site: string): Promise<string>
}

export function createAdmin(url: string, token: string): Admin {
  const call = async (method: string, path: string, body: string): Promise<unknown> => {
    const response = await fetch(new URL(path, url), {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body,
    })
    if (!response.ok)
      throw new Error(`${method} ${path} answered ${response.status}: ${await response.text()}`)
    return response.json()
  }
  return {
    publish: async (site, json) => (await call('PUT', `/api/sites/${site}/release`, json)) as Published,
    createServerKey: async (site) => {
      const { key } = (await call('POST', `/api/sites/${site}/keys`, '{}')) as { key: string }
      return key
    },
  }
}
