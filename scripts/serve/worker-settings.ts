import { readFile } from 'node:fs/promises'
import { inRepository } from '../repository.ts'

/** What running the bundle needs to know of wrangler.toml. The build writes it, so that serving need not load wrangler. */
export interface WorkerSettings {
  readonly name: string
  readonly mainModule: string
  readonly compatibilityDate: string
  readonly compatibilityFlags: readonly string[]
  readonly durableObjects: readonly { readonly binding: string; readonly className: string }[]
  readonly variables: Readonly<Record<string, string>>
  /** The name by which the Worker knows the files that are served beside it; null: it does not. */
  readonly assetsBinding: string | null
  /** Paths that the Worker answers itself although assets are served. */
  readonly runWorkerFirst: readonly string[]
  /** What a navigation to a file that is not there gets. */
  readonly notFoundHandling: 'none' | '404-page' | 'single-page-application'
}

export const bundleDirectory = inRepository('dist', 'worker')
export const workerSettingsFile = inRepository('dist', 'worker.json')

export async function readWorkerSettings(): Promise<WorkerSettings> {
  // the build wrote it from this type
  return JSON.parse(await readFile(workerSettingsFile, 'utf8')) as WorkerSettings
}
