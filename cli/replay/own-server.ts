import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { SiteConfig } from '../../shared/release/site-config.ts'
import { ReplayError } from './replay-error.ts'
import type { Target } from './target.ts'

const SERVE = join(import.meta.dirname, '../../scripts/serve.ts')

/** A Worker of the replay's own, on state that goes when it does. */
export interface OwnServer {
  readonly target: Target
  readonly stop: () => Promise<void>
}

/** Serves the production bundle on workerd alone, with `site` published. */
export async function startOwnServer(site: SiteConfig): Promise<OwnServer> {
  const directory = await mkdtemp(join(tmpdir(), 'edgewise-replay-'))
  const siteFile = join(directory, 'site.json')
  await writeFile(siteFile, JSON.stringify(site))
  const child = spawn(
    process.execPath,
    [SERVE, '--raw', '--port', '0', '--state', join(directory, 'state'), '--site', siteFile],
    // A server announces itself where it is started: there it would shadow the one that a developer has running.
    { cwd: directory, stdio: ['ignore', 'pipe', 'inherit'] },
  )
  const exited = once(child, 'exit')
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM')
    await exited
    await rm(directory, { recursive: true, force: true })
  }
  const ready = await Promise.race([
    once(createInterface(child.stdout), 'line').then(([line]) => String(line)),
    exited.then(() => null),
  ])
  if (ready === null) {
    await rm(directory, { recursive: true, force: true })
    throw new ReplayError('The server of the replay did not start; its reason stands above.')
  }
  const server = JSON.parse(ready) as Target // the contract of scripts/serve.ts
  return {
    target: { url: server.url, site: site.id, serverKey: server.serverKey, adminToken: server.adminToken },
    stop,
  }
}
