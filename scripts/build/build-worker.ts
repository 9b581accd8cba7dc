import { mkdir, writeFile } from 'node:fs/promises'
import { inRepository } from '../repository.ts'
import { runCommand } from '../run-command.ts'
import { bundleDirectory, workerSettingsFile } from '../serve/worker-settings.ts'
import type { WorkerSettings } from '../serve/worker-settings.ts'
import { UserError } from '../user-error.ts'

/** Bundles the Worker exactly as `wrangler deploy` would, and writes what serving it needs of wrangler.toml. */
export async function buildWorker(): Promise<void> {
  // wrangler refuses a configuration whose assets directory is missing
  await mkdir(inRepository('dist', 'assets'), { recursive: true })
  const { ok, output } = await runCommand(
    'wrangler',
    ['deploy', '--dry-run', '--minify', '--outdir', bundleDirectory, '--metafile'],
    { env: { WRANGLER_SEND_METRICS: 'false' } },
  )
  if (!ok) throw new UserError(`wrangler could not bundle the Worker:\n${output}`)
  await writeFile(workerSettingsFile, `${JSON.stringify(await readWranglerConfig(), null, 2)}\n`)
}

/** The part of wrangler's parsed configuration that is read here; its own types come from packages it does not ship. */
interface WranglerConfig {
  readonly name?: string
  readonly compatibility_date?: string
  readonly compatibility_flags: readonly string[]
  readonly durable_objects: {
    readonly bindings: readonly { readonly name: string; readonly class_name: string }[]
  }
  readonly vars: Readonly<Record<string, unknown>>
  readonly assets?: {
    readonly binding?: string
    readonly run_worker_first?: boolean | readonly string[]
    readonly not_found_handling?: WorkerSettings['notFoundHandling']
  }
}

/**
 * Kinds of binding that serving does not carry on; silently missing there, the Worker would be another one. Rate limiters
 * and KV are none of them: the Worker does without.
 */
const unknownBindings = ['r2_buckets', 'd1_databases', 'services', 'workflows']

async function readWranglerConfig(): Promise<WorkerSettings> {
  // loading wrangler costs most of a second: only here, when there is something to bundle
  const wrangler = await import('wrangler')
  const read: unknown = wrangler.unstable_readConfig({ config: inRepository('wrangler.toml') })
  const config = read as WranglerConfig & Readonly<Record<string, unknown>>
  for (const kind of unknownBindings) {
    const bindings = config[kind]
    if (Array.isArray(bindings) && bindings.length > 0) {
      throw new UserError(`wrangler.toml has ${kind}, which scripts/serve does not bind`)
    }
  }
  const { name, compatibility_date: compatibilityDate, assets } = config
  if (name === undefined || compatibilityDate === undefined) {
    throw new UserError('wrangler.toml needs a name and a compatibility_date')
  }
  const first = assets?.run_worker_first
  return {
    name,
    mainModule: 'worker.js',
    compatibilityDate,
    compatibilityFlags: config.compatibility_flags,
    durableObjects: config.durable_objects.bindings.map((object) => ({
      binding: object.name,
      className: object.class_name,
    })),
    variables: Object.fromEntries(Object.entries(config.vars).map(([key, value]) => [key, String(value)])),
    assetsBinding: assets?.binding ?? null,
    runWorkerFirst: Array.isArray(first) ? first : [],
    notFoundHandling: assets?.not_found_handling ?? 'none',
  }
}
