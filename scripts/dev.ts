import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { readFile, watch, writeFile } from 'node:fs/promises'
import { randomBytes } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { parseEnv } from 'node:util'
import { build } from './build.ts'
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
const siteFile = inRepository('demo-site', 'site.json')

await runMain(async () => {
  const stopped = untilToldToStop()
  const quit = new AbortController()
  await build({ print: (line) => console.log(line) })
  const adminToken = await readAdminToken()
  if (!(await isPortFree('127.0.0.1', port)))
    throw new UserError(`Port ${port} is taken: stop what listens there.`)

  // wrangler watches edge/ and shared/ and reloads the Worker; files it serves as they are
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
  const publish = async (): Promise<void> => {
    try {
      const site = await readSiteFile(siteFile)
      const release = await createAdmin(url, adminToken).publish(site.id, site.json)
      await announce({ url, site: site.id, writeKey: site.writeKey, adminToken })
      console.log(
        `Release ${release.number} of ${site.id} is ${release.unchanged ? 'unchanged' : 'published'}`,
      )
    } catch (error) {
      console.error((error as Error).message)
    }
  }
  const rebuild = async (): Promise<void> => {
    await build({ print: (line) => line.endsWith('unchanged') || console.log(line), worker: false }).catch(
      (error: unknown) => console.error((error as Error).message),
    )
  }

  await Promise.race([untilHealthy(quit.signal), ended])
  if (wrangler.exitCode === null) {
    await publish()
    console.log(`The shop: ${url}/ (changes in edge/, shared/, sdk/ and demo-site/ are picked up)`)
    for (const folder of ['sdk', 'shared', 'demo-site']) void onChange(folder, quit.signal, rebuild)
    void onChange('demo-site/site.json', quit.signal, publish)
  }

  await Promise.race([stopped, ended])
  quit.abort()
  wrangler.kill('SIGTERM')
  await ended
  process.exit(0)
})

/** The token that wrangler gives the Worker: kept in .dev.vars with the other secrets, made up at the first start. */
async function readAdminToken(): Promise<string> {
  const file = inRepository('.dev.vars')
  if (!existsSync(file)) {
    const secret = randomBytes(32).toString('base64url')
    const token = randomBytes(24).toString('base64url')
    await writeFile(file, `EDGEWISE_SECRET=${secret}\nADMIN_TOKEN=${token}\nEDGEWISE_LOCAL=1\n`, {
      mode: 0o600,
    })
  }
  const token = parseEnv(await readFile(file, 'utf8'))['ADMIN_TOKEN']
  if (token === undefined) throw new UserError('.dev.vars has no ADMIN_TOKEN: add one, or remove the file.')
  return token
}

async function untilHealthy(signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const answer = await fetch(`${url}/healthz`, { signal }).catch(() => null)
    if (answer?.ok) return
    await wait(100)
  }
}

/** Calls `then` after a change below a path, once for changes that come together, one call after the other. */
async function onChange(path: string, signal: AbortSignal, then: () => Promise<void>): Promise<void> {
  let pending: Promise<void> | null = null
  for await (const _ of watch(inRepository(path), { recursive: true, signal })) {
    pending ??= wait(50).then(() => {
      pending = null
      return then()
    })
  }
}
