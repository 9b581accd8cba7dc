import type { SiteConfig } from '../../shared/release/site-config.ts'
import { type Network, patientFetch } from './patient-fetch.ts'
import { ReplayError } from './replay-error.ts'

/** A served Worker that has the replay's site, and the keys to write to it and read from it. */
export interface Target {
  readonly url: string
  readonly site: string
  readonly serverKey: string
  readonly adminToken: string
}

/** Publishes the replay's site on a Worker that is already running, and gets a server key for it. */
export async function prepareTarget(
  network: Network,
  server: { readonly url: string; readonly adminToken: string; readonly serverKey?: string },
  site: SiteConfig,
): Promise<Target> {
  const { url, adminToken } = server
  const home = `${url}/api/sites/${site.id}`
  const headers = { authorization: `Bearer ${adminToken}`, 'content-type': 'application/json' }
  await expectOk(
    await patientFetch(network, `${home}/release`, { method: 'PUT', headers, body: JSON.stringify(site) }),
  )
  if (server.serverKey !== undefined) {
    if (!server.serverKey.startsWith(`ews_${site.id}_`)) {
      throw new ReplayError(
        `--server-key belongs to another site. The replay keeps its purchases in a site of its own, ${site.id}; ` +
          'leave --server-key out and a key is made.',
      )
    }
    return { url, site: site.id, adminToken, serverKey: server.serverKey }
  }
  const answer = await expectOk(await patientFetch(network, `${home}/keys`, { method: 'POST', headers }))
  const { key } = (await answer.json()) as { key: string } // the contract of POST /api/sites/:site/keys
  return { url, site: site.id, adminToken, serverKey: key }
}

/** The response itself when it is a success; else a failure that repeats what the edge said. */
export async function expectOk(response: Response): Promise<Response> {
  if (response.ok) return response
  throw new ReplayError(`${response.url} answered ${response.status}: ${await response.text()}`)
}
