import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { describeWarning } from '../shared/problem/index.ts'
import { build } from './build.ts'
import { onChange } from './dev/on-change.ts'
import { readDevVars } from './dev/read-dev-vars.ts'
import { inRepository } from './repository.ts'
import { runMain } from './run-main.ts'
import { createAdmin } from './serve/admin.ts'
import { announce } from './serve/announce.ts'
import { isPortFree } from './serve/free-port.ts'
import { readSiteFile } from './serve/site-file.ts'
import { untilToldToStop } from './serve/until-told-to-stop.ts'
import { UserError } from './user-error.ts'

const port = 8787
const url = `http://localhost:${port}`
const print = (line: string): void => console.log(line)

/** A mistake in a file that is being edited is shown, and ends nothing. */
const complain = (error: unknown): void => console.error(error instanceof UserError ? error.message : error)

await runMain(async () => {
  const stopped = untilToldToStop()
  await build({ print })
  const { adminToken } = await readDevVars()
  if (!(await isPortFree('127.0.0.1', port)))
    throw new UserError(`Port ${port} is taken: stop what listens there.`)

  // it watches edge/ and shared/ and reloads the Worker; files it serves as they are
  const wrangler = spawn(
    inRepository('node_modules', '.bin', 'wrangler'),
    ['dev', '--port', String(port), '--assets', 'dist/demo', '--persist-to', '.edgewise/dev'],
    {
      cwd: inRepository(),
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, WRANGLER_SEND_METRICS: 'false' },
    },
  )
  const ended = once(wrangler, 'exit')
  await Promise.race([untilHealthy(), ended, stopped])

  let announcement: Awaited<ReturnType<typeof announce>> | undefined
  const publish = async (): Promise<void> => {
    const site = await readSiteFile(inRepository('demo-site', 'site.json'))
    const release = await createAdmin(url, adminToken).publish(site.id, site.json)
    if (!release.unchanged) print(`Release ${release.number} of ${site.id} is published`)
    for (const warning of release.warnings) print(describeWarning(warning))
    announcement = await announce({ url, site: site.id, writeKey: site.writeKey, adminToken })
  }
  const rebuild = (): Promise<void> => build({ print, worker: false })
  const watchers = [
    ...['sdk', 'shared', 'console', 'demo-site'].map((folder) =>
      onChange(folder, () => rebuild().catch(complain)),
    ),
    onChange('demo-site/site.json', () => publish().catch(complain)),
  ]
  await publish().catch(complain)
  print(`The shop: ${url}/ — changes in edge/, shared/, sdk/, console/ and demo-site/ are picked up`)

  await Promise.race([stopped, ended])
  for (const watcher of watchers) watcher.stop()
  await announcement?.withdraw()
  wrangler.kill('SIGTERM')
  await ended
  process.exit(0)
})

async function untilHealthy(): Promise<void> {
  for (;;) {
    const answer = await fetch(`${url}/healthz`).catch(() => null)
    if (answer?.ok) return
    await wait(100)
  }
}
