import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { bundleDirectory, readWorkerSettings } from '../../scripts/serve/worker-settings.ts'
import type { SiteConfig } from '../../shared/release/site-config.ts'
import { type MeasuredWorker, startMeasuredWorker } from './measured-worker.ts'

/** A Worker that answers `/v1/interact`. */
export interface Contender extends MeasuredWorker {
  readonly adminToken: string
}

/** The built Worker with one site published, as it would be deployed. */
export async function startEdgewise(directory: string, site: SiteConfig): Promise<Contender> {
  const settings = await readWorkerSettings()
  const adminToken = randomBytes(24).toString('hex')
  const worker = await startMeasuredWorker({
    module: join(bundleDirectory, settings.mainModule),
    objects: Object.fromEntries(
      settings.durableObjects.map(({ binding, className }) => [binding, className]),
    ),
    variables: {
      EDGEWISE_SECRET: randomBytes(32).toString('hex'),
      ADMIN_TOKEN: adminToken,
    },
    compatibilityDate: settings.compatibilityDate,
    compatibilityFlags: settings.compatibilityFlags,
    directory,
  })
  const response = await fetch(`${worker.url}/api/sites/${site.id}/release`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${adminToken}`, 'content-type': 'application/json' },
    // A measurement drives a visitor harder than any site lets one
    body: JSON.stringify({ ...site, limits: { eventsPerSecond: 1e6, burst: 1e9 } }),
  })
  if (!response.ok) {
    await worker.stop()
    throw new Error(`Publishing ${site.id} was answered with ${response.status}: ${await response.text()}`)
  }
  return { ...worker, adminToken }
}

/** The floor: parses the same JSON and inserts one row. */
export async function startBare(directory: string): Promise<Contender> {
  const { compatibilityDate, compatibilityFlags } = await readWorkerSettings()
  const worker = await startMeasuredWorker({
    module: join(import.meta.dirname, 'bare-worker.js'),
    objects: { BARE: 'Bare' },
    variables: {},
    compatibilityDate,
    compatibilityFlags,
    directory,
  })
  return { ...worker, adminToken: '' }
}
