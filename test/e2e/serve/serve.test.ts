import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { inRepository } from '../../../scripts/repository.ts'
import { isPortFree } from '../../../scripts/serve/free-port.ts'

const script = inRepository('scripts', 'serve.ts')
const demoSite = inRepository('demo-site', 'site.json')

let folder: string
const children: ChildProcess[] = []

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'edgewise-serve-'))
})

afterEach(async () => {
  for (const child of children.splice(0)) await end(child, 'SIGKILL')
  await rm(folder, { recursive: true, force: true })
})

interface Ready {
  readonly url: string
  readonly site: string
  readonly writeKey: string
  readonly serverKey: string
  readonly adminToken: string
  readonly pid: number
}

interface Run {
  readonly child: ChildProcess
  readonly stdout: () => string
  readonly stderr: () => string
}

function start(args: readonly string[], command = [process.execPath, script]): Run {
  const [program = '', ...rest] = [...command, '--port', '0', '--state', join(folder, 'state'), ...args]
  const child = spawn(program, rest, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] })
  children.push(child)
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
  })
  return { child, stdout: () => stdout, stderr: () => stderr }
}

async function untilReady(run: Run): Promise<Ready> {
  while (!run.stdout().includes('\n')) {
    if (run.child.exitCode !== null) throw new Error(`It ended: ${run.stderr()}`)
    await setImmediate()
  }
  // the script's own line
  return JSON.parse(run.stdout()) as Ready
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) {
    const closed = once(child, 'close')
    child.kill(signal)
    await closed
  }
  return child.exitCode
}

/** Waits for the end of a start that is refused. */
async function refusal(run: Run): Promise<{ code: number | null; stdout: string; stderr: string }> {
  await once(run.child, 'close')
  return { code: run.child.exitCode, stdout: run.stdout(), stderr: run.stderr() }
}

async function untilPortIsFree(url: string): Promise<void> {
  const { hostname, port } = new URL(url)
  while (!(await isPortFree(hostname, Number(port)))) await setImmediate()
}

async function sendAsServer({ url, serverKey }: Ready, messageId: string): Promise<string> {
  const response = await fetch(`${url}/v1/batch`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${serverKey}:`).toString('base64')}` },
    body: JSON.stringify({ batch: [{ type: 'track', event: 'Tea Drunk', messageId, userId: 'u1' }] }),
  })
  const { receipts } = (await response.json()) as { receipts: readonly { readonly status: string }[] }
  return receipts.map(({ status }) => status).join()
}

async function releaseNumber({ url, site, adminToken }: Ready): Promise<number> {
  const response = await fetch(`${url}/api/sites/${site}/release`, {
    headers: { authorization: `Bearer ${adminToken}` },
  })
  return ((await response.json()) as { number: number }).number
}

describe.each([
  { way: 'Miniflare', flags: [] },
  { way: 'workerd alone', flags: ['--raw'] },
])('in $way', ({ flags }) => {
  test('[RUN1] says in one line of JSON, and nothing else on stdout, that it is ready', async () => {
    const run = start(flags)
    const ready = await untilReady(run)
    expect(run.stdout().trimEnd().split('\n')).toHaveLength(1)
    expect(ready).toEqual({
      url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      site: 'demo-shop',
      writeKey: 'ewk_demo-shop_local',
      serverKey: expect.stringMatching(/^ews_demo-shop_/),
      adminToken: expect.any(String),
      pid: expect.any(Number),
    })
    expect((await fetch(`${ready.url}/healthz`)).status).toBe(200)
    expect(await releaseNumber(ready)).toBe(1)
    // ends without a word on stdout
    await end(run.child, 'SIGTERM')
    expect(run.stdout().trimEnd().split('\n')).toHaveLength(1)
  })

  test('[RUN2] started again on its state it has the same keys, and knows what it had taken', async () => {
    const first = start(flags)
    const before = await untilReady(first)
    expect(await sendAsServer(before, 'm-1')).toBe('accepted')
    await end(first.child, 'SIGTERM')

    const after = await untilReady(start(flags))
    expect(after.adminToken).toBe(before.adminToken)
    expect(after.serverKey).toBe(before.serverKey)
    expect(await sendAsServer(after, 'm-1')).toBe('duplicate')
  })

  test.each(['SIGTERM', 'SIGINT'] as const)(
    '[RUN6] %s ends it in order: code 0, the port free, the announcement gone',
    async (signal) => {
      const run = start(flags)
      const { url } = await untilReady(run)
      expect(existsSync(join(folder, '.edgewise', 'server.json'))).toBe(true)
      expect(await end(run.child, signal)).toBe(0)
      await untilPortIsFree(url)
      expect(existsSync(join(folder, '.edgewise', 'server.json'))).toBe(false)
    },
  )

  test('[RUN8] it does not outlive the process that started it', async () => {
    // what npm does: a parent that runs it and passes no signal on
    const parent =
      'require("child_process").spawn(process.argv[1], process.argv.slice(2), { stdio: "inherit" })'
    const run = start(flags, [process.execPath, '-e', parent, '--', process.execPath, script])
    const { url } = await untilReady(run)
    run.child.kill('SIGKILL')
    await untilPortIsFree(url)
  })

  test.runIf(process.platform === 'linux')('[RUN9] workerd ends with it even by SIGKILL', async () => {
    const run = start(flags)
    const { url } = await untilReady(run)
    await end(run.child, 'SIGKILL')
    await untilPortIsFree(url)
  })
})

test('[RUN3] a site file that changed is published at the start, one that did not is not', async () => {
  const site = join(folder, 'site.json')
  const document = JSON.parse(await readFile(demoSite, 'utf8')) as Record<string, unknown>
  const numbers: number[] = []
  for (const name of ['Tea house', 'Tea house', 'Coffee house']) {
    await writeFile(site, JSON.stringify({ ...document, name }))
    const run = start(['--raw', '--site', site])
    numbers.push(await releaseNumber(await untilReady(run)))
    await end(run.child, 'SIGTERM')
  }
  expect(numbers).toEqual([1, 1, 2])
})

test('[RUN30] what is hardly meant in a site file is pointed out at each start, on stderr, and published', async () => {
  const site = join(folder, 'site.json')
  const document = JSON.parse(await readFile(demoSite, 'utf8')) as { segments: object[] }
  const young = {
    schema: 'segment/1',
    id: 'young',
    name: 'Young',
    when: { kind: 'profile', where: { 'traits.age': { $lt: 25 } } },
  }
  await writeFile(site, JSON.stringify({ ...document, segments: [...document.segments, young] }))
  for (const what of ['published', 'unchanged']) {
    const run = start(['--raw', '--site', site])
    await untilReady(run)
    expect(run.stdout().trimEnd().split('\n')).toHaveLength(1)
    expect(run.stderr()).toContain(`is ${what}`)
    const pointer = `/segments/${document.segments.length}/when/where/traits.age`
    expect(run.stderr()).toContain(`Warning: ${pointer}: found a comparison that lets in`)
    await end(run.child, 'SIGTERM')
  }
})

test('[RUN4] a site file that cannot be published ends the start with its mistakes, place by place', async () => {
  const site = join(folder, 'site.json')
  const document = JSON.parse(await readFile(demoSite, 'utf8')) as Record<string, unknown>
  await writeFile(site, JSON.stringify({ ...document, timezone: 7 }))
  const { code, stdout, stderr } = await refusal(start(['--raw', '--site', site]))
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
  expect(stderr).toContain(`The site file ${site} cannot be published:`)
  expect(stderr).toMatch(/^ {2}\/timezone: found 7; expected /m)
})

test('[RUN4] a site file that is missing, or no JSON, ends the start and is named', async () => {
  const site = join(folder, 'site.json')
  const missing = await refusal(start(['--raw', '--site', site]))
  expect(missing).toMatchObject({
    code: 1,
    stderr: expect.stringContaining(`Cannot read the site file ${site}`),
  })
  await writeFile(site, '{ "schema": ')
  const broken = await refusal(start(['--raw', '--site', site]))
  expect(broken).toMatchObject({
    code: 1,
    stderr: expect.stringContaining(`The site file ${site} is not JSON`),
  })
})

test('[RUN5] a port that is taken ends the start with a word on what to do', async () => {
  const occupant = createServer().listen(0, '127.0.0.1')
  await once(occupant, 'listening')
  // as: it listens on TCP
  const { port } = occupant.address() as AddressInfo
  const { code, stderr } = await refusal(start(['--port', String(port)]))
  occupant.close()
  expect(code).toBe(1)
  expect(stderr).toContain(`Port ${port} is taken`)
  expect(stderr).toContain('--port')
})

test('[RUN5] an option that does not exist ends the start with the usage', async () => {
  const { code, stderr } = await refusal(start(['--prot', '80']))
  expect(code).toBe(1)
  expect(stderr).toContain('--prot')
  expect(stderr).toContain('npm run serve -- [options]')
})

test.each([
  [['--assets', '/no-such-folder'], 'There is no folder /no-such-folder'],
  [['--port', ''], 'expected a number from 0 to 65535'],
])('[RUN5] %j is refused with a word on what to do', async (args, message) => {
  const { code, stderr } = await refusal(start(args))
  expect(code).toBe(1)
  expect(stderr).toContain(message)
  expect(stderr).toContain(args[0])
})

test('[RUN7] a second server on one state directory is refused, the first goes on', async () => {
  const first = await untilReady(start(['--raw']))
  const { code, stderr } = await refusal(start(['--raw']))
  expect(code).toBe(1)
  expect(stderr).toContain('Another server is using this state directory')
  expect((await fetch(`${first.url}/healthz`)).status).toBe(200)
})

test('[RUN10] both ways run on one state: what one took, the other knows', async () => {
  const inMiniflare = start([])
  const before = await untilReady(inMiniflare)
  expect(await sendAsServer(before, 'm-1')).toBe('accepted')
  await end(inMiniflare.child, 'SIGTERM')
  const raw = start(['--raw'])
  const after = await untilReady(raw)
  expect(await sendAsServer(after, 'm-1')).toBe('duplicate')
  expect(await sendAsServer(after, 'm-2')).toBe('accepted')
  await end(raw.child, 'SIGTERM')
  expect(await sendAsServer(await untilReady(start([])), 'm-2')).toBe('duplicate')
})

test('[RUN15] says in .edgewise/server.json where it is and how to publish, to its owner only', async () => {
  const { url, site, writeKey, adminToken } = await untilReady(start(['--raw']))
  const file = join(folder, '.edgewise', 'server.json')
  expect(JSON.parse(await readFile(file, 'utf8'))).toEqual({ url, site, writeKey, adminToken })
  expect((await stat(file)).mode & 0o777).toBe(0o600)
})

test('[RUN16] Miniflare serves the files of --assets, and the Worker keeps its own paths', async () => {
  const assets = join(folder, 'files')
  await mkdir(assets)
  await writeFile(join(assets, 'index.html'), '<h1>Tea house</h1>')
  const { url } = await untilReady(start(['--assets', assets]))
  expect(await (await fetch(url)).text()).toBe('<h1>Tea house</h1>')
  expect((await fetch(`${url}/healthz`)).headers.get('content-type')).toContain('application/json')
})

test('[RUN16] --raw serves no files, and says so', async () => {
  const { code, stderr } = await refusal(start(['--raw', '--assets', folder]))
  expect(code).toBe(1)
  expect(stderr).toContain('--raw')
})
