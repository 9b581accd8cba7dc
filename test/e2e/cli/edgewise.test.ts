import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { inRepository } from '../../../scripts/repository.ts'
import { startServer, type Server } from '../../support/server.ts'

interface Site {
  name: string
  timezone: string
  slots: { id: string; name?: string; template?: string }[]
  [member: string]: unknown
}

let server: Server
let folder: string

beforeAll(async () => {
  server = await startServer({ raw: true })
})

afterAll(() => server?.stop())

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'edgewise-cli-'))
  await edgewise('pull')
})

afterEach(() => rm(folder, { recursive: true }))

/** Runs the command in the test's own folder. */
function run(...args: string[]) {
  return new Promise<{ code: number; stdout: string; stderr: string }>((resolve) => {
    const env = { ...process.env, EDGEWISE_TOKEN: server.adminToken }
    execFile(
      process.execPath,
      [inRepository('cli', 'edgewise.ts'), ...args],
      { cwd: folder, env },
      (error, stdout, stderr) => {
        resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr })
      },
    )
  })
}

/** Runs it against the server. */
const edgewise = (command: string, ...args: string[]) =>
  run(command, ...args, '--url', server.url, '--site', 'demo-shop')

const read = async (file = 'demo-shop.json') => JSON.parse(await readFile(join(folder, file), 'utf8')) as Site

async function edit(change: (site: Site) => void, file?: string): Promise<void> {
  const site = await read(file)
  change(site)
  await writeFile(join(folder, file ?? 'demo-shop.json'), JSON.stringify(site))
}

/** What somebody else does meanwhile. */
async function others(part: string, patch: unknown): Promise<void> {
  const address = `${server.url}/api/sites/demo-shop/draft`
  const headers = { authorization: `Bearer ${server.adminToken}` }
  const etag = (await fetch(address, { headers })).headers.get('etag') ?? ''
  const response = await fetch(`${address}/${part}`, {
    method: 'PATCH',
    headers: { ...headers, 'if-match': etag },
    body: JSON.stringify(patch),
  })
  expect(response.status).toBe(200)
}

describe('edgewise', () => {
  test('[SIT40] pulls the draft, says what the file changes, pushes and publishes it', async () => {
    expect(await edgewise('diff', 'demo-shop.json')).toMatchObject({
      code: 0,
      stdout: 'demo-shop.json says what the draft says\n',
    })
    await edit((site) => {
      site.name = 'Pushed'
      site.slots[0]!.name = 'First'
    })
    const { slots } = await read()
    const before = (await read()).name
    expect(before).toBe('Pushed')
    const changes = [
      expect.stringMatching(/^~ settings\/name: ".*" → "Pushed"$/),
      expect.stringContaining(`~ slots/${slots[0]!.id}/name: `),
    ]
    const lines = (text: string) => text.trimEnd().split('\n')
    expect(lines((await edgewise('diff', 'demo-shop.json')).stdout)).toEqual(changes)
    expect(lines((await edgewise('push', 'demo-shop.json')).stdout)).toEqual([
      expect.stringMatching(/^Draft \d+ of demo-shop has changed:$/),
      ...changes,
    ])
    expect(lines((await edgewise('diff', 'demo-shop.json', '--released')).stdout)).toEqual(changes)
    expect(lines((await edgewise('publish', '-m', 'From a terminal')).stdout)).toEqual([
      expect.stringMatching(/^Release \d+ of demo-shop is published \([0-9a-f]{12}\), at http/),
      ...changes,
    ])
    expect((await edgewise('diff', 'demo-shop.json', '--released')).stdout).toBe(
      'demo-shop.json says what is published\n',
    )
    const release = await fetch(`${server.url}/api/sites/demo-shop/release`, {
      headers: { authorization: `Bearer ${server.adminToken}` },
    })
    expect(await release.json()).toMatchObject({ message: 'From a terminal', site: { name: 'Pushed' } })
  })

  test('[SIT41] pushes beside what others have changed, and brings that into the file', async () => {
    await others('settings/timezone', 'Europe/Lisbon')
    await edit((site) => (site.name = 'Beside'))
    expect((await edgewise('push', 'demo-shop.json')).code).toBe(0)
    expect(await read()).toMatchObject({ name: 'Beside', timezone: 'Europe/Lisbon' })

    await others('settings/timezone', 'Europe/Dublin')
    await edit((site) => (site.name = 'Kept in the file'))
    expect((await edgewise('pull')).stdout).toMatch(
      /has changed:\n~ settings\/timezone: "Europe\/Lisbon" → "Europe\/Dublin"\n$/,
    )
    expect(await read()).toMatchObject({ name: 'Kept in the file', timezone: 'Europe/Dublin' })
  })

  test('[SIT42] says where both changed one thing, keeps both, and takes whose one says', async () => {
    await others('settings/name', 'Theirs')
    await edit((site) => (site.name = 'Yours'))
    for (const command of ['push', 'pull']) {
      const { code, stdout, stderr } = await edgewise(command, 'demo-shop.json')
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
      expect(stderr).toContain('/name: was ')
      expect(stderr).toContain('theirs is "Theirs", yours is "Yours"')
      expect(stderr).not.toContain('    at ')
    }
    expect((await read()).name).toBe('Yours')
    expect((await edgewise('push', 'demo-shop.json', '--prefer', 'yours')).stdout).toContain(
      '"Theirs" → "Yours"',
    )

    await others('settings/name', 'Theirs again')
    await edit((site) => (site.name = 'Yours again'))
    expect((await edgewise('pull', 'demo-shop.json', '--prefer', 'theirs')).code).toBe(0)
    expect((await read()).name).toBe('Theirs again')
  })

  test('[SIT42] overwrites neither a file nor a draft that it did not pull, unless told to', async () => {
    await writeFile(join(folder, 'other.json'), JSON.stringify({ ...(await read()), name: 'Not pulled' }))
    for (const command of ['push', 'pull']) {
      const { code, stderr } = await edgewise(command, 'other.json')
      expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining('was not pulled from') })
    }
    expect((await edgewise('push', 'other.json', '--replace')).code).toBe(0)
    expect((await edgewise('pull', 'third.json')).code).toBe(0)
    expect((await read('third.json')).name).toBe('Not pulled')
  })

  test('[SIT40] keeps a draft that cannot be published, says why, and publishes it not', async () => {
    await edit((site) => (site.slots[0]!.template = '<p>{{ nothing }}</p>'))
    const pushed = await edgewise('push', 'demo-shop.json')
    expect(pushed.code).toBe(0)
    expect(pushed.stdout).toMatch(
      /It cannot be published yet:\n\/slots\/0\/template: found \{\{ nothing \}\}/,
    )
    for (const args of [[], ['demo-shop.json']]) {
      const refused = await edgewise('publish', ...args)
      expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('/slots/0/template: found') })
    }
    const released = await edgewise('diff', 'demo-shop.json', '--released')
    await edgewise('push', inRepository('demo-site', 'site.json'), '--replace')
    expect(released.stdout).toContain('/template: ')
  })

  test('[SDK55] writes the types of the draft, or of what is published, and leaves a file that has them', async () => {
    await edit((site) => (site.slots[0]!.id = 'renamed'))
    await edit((site) => (site['experiences'] = []))
    await edgewise('push', 'demo-shop.json')
    const types = async (...args: string[]) => {
      const { code, stdout } = await edgewise('types', ...args)
      return { code, stdout, written: await readFile(join(folder, 'edgewise.d.ts'), 'utf8') }
    }
    const draft = await types()
    expect(draft).toMatchObject({ code: 0, stdout: expect.stringContaining('edgewise.d.ts is written') })
    expect(draft.written).toContain('renamed: {')
    expect((await types()).stdout).toContain('edgewise.d.ts has the types of')
    expect((await types('--released')).written).not.toContain('renamed: {')
    expect((await types('demo-shop.json')).written).toBe(draft.written)
    await edgewise('push', inRepository('demo-site', 'site.json'), '--replace')
  })
})
