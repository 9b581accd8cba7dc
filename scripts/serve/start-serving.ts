import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { describeWarning } from '../../shared/problem/index.ts'
import { build } from '../build.ts'
import { inRepository } from '../repository.ts'
import { UserError } from '../user-error.ts'
import { createAdmin } from './admin.ts'
import { announce } from './announce.ts'
import { isPortFree } from './free-port.ts'
import { lockStateDirectory } from './lock.ts'
import { runInMiniflare } from './run-in-miniflare.ts'
import { runInWorkerd } from './run-in-workerd.ts'
import { readSiteFile } from './site-file.ts'
import { openStateDirectory } from './state-directory.ts'
import { bundleDirectory, readWorkerSettings, workerSettingsFile } from './worker-settings.ts'

export interface ServeOptions {
  readonly host: string
  /** 0: any free one. */
  readonly port: number
  /** The folder that keeps everything between starts. */
  readonly state: string
  /** The site document to publish when it is new. */
  readonly site: string
  /** workerd alone: what is to be measured or killed. */
  readonly raw: boolean
  /** Answers carry explanations. */
  readonly local: boolean
  /** The folder of files served beside the Worker; null: `dist/assets`. */
  readonly assets: string | null
  /** The folder of the built Worker; null: `dist/worker`. */
  readonly bundle: string | null
}

/** A served Worker with its site published. */
export interface Serving {
  readonly url: string
  readonly site: string
  readonly writeKey: string
  readonly serverKey: string
  readonly adminToken: string
  /** workerd's. */
  readonly pid: number
  /** Resolves when workerd ended by itself. */
  readonly ended: Promise<void>
  stop(): Promise<void>
}

/** Starts the built Worker on a state directory and publishes the site file. */
export async function startServing(options: ServeOptions): Promise<Serving> {
  if (options.raw && options.assets !== null) {
    throw new UserError('--raw runs workerd alone, which serves no files: leave out --assets or --raw.')
  }
  if (options.assets !== null && !existsSync(options.assets)) {
    throw new UserError(`There is no folder ${resolve(options.assets)} to serve: name another with --assets.`)
  }
  if (options.bundle !== null && !existsSync(options.bundle)) {
    throw new UserError(
      `There is no Worker in ${resolve(options.bundle)}: name another folder with --bundle.`,
    )
  }
  const siteFile = await readSiteFile(options.site)
  if (!existsSync(workerSettingsFile)) await build({ print: (line) => console.error(line) })
  if (!(await isPortFree(options.host, options.port))) {
    throw new UserError(
      `Port ${options.port} is taken: stop what listens there, or choose another with --port (0: any).`,
    )
  }

  const state = await openStateDirectory(options.state)
  const lock = lockStateDirectory(state.lockFile)
  const { adminToken, edgewiseSecret, serverKeys } = state.secrets
  const run = options.raw ? runInWorkerd : runInMiniflare
  const worker = await run({
    settings: await readWorkerSettings(),
    bundleDirectory: resolve(options.bundle ?? bundleDirectory),
    objectsDirectory: state.objectsDirectory,
    host: options.host,
    port: options.port,
    variables: {
      EDGEWISE_SECRET: edgewiseSecret,
      ADMIN_TOKEN: adminToken,
      ...(options.local ? { EDGEWISE_LOCAL: '1' } : {}),
    },
    assets: options.raw ? null : resolve(options.assets ?? inRepository('dist', 'assets')),
  })

  try {
    const admin = createAdmin(worker.url, adminToken)
    const { id: site, writeKey } = siteFile
    const release = await admin.publish(site, siteFile.json)
    console.error(`Release ${release.number} of ${site} is ${release.unchanged ? 'unchanged' : 'published'}`)
    for (const warning of release.warnings) console.error(describeWarning(warning))
    let serverKey = serverKeys[site]
    if (serverKey === undefined) {
      serverKey = await admin.createServerKey(site)
      await state.keepServerKey(site, serverKey)
    }
    const announcement = await announce({ url: worker.url, site, writeKey, adminToken })
    return {
      url: worker.url,
      site,
      writeKey,
      serverKey,
      adminToken,
      pid: worker.pid,
      ended: worker.ended,
      stop: async () => {
        await announcement.withdraw()
        await worker.stop()
        lock.release()
      },
    }
  } catch (error) {
    await worker.stop()
    throw error
  }
}
