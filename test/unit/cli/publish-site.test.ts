import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

const command = fileURLToPath(new URL('../../../cli/publish-site.ts', import.meta.url))
const demoSite = fileURLToPath(new URL('../../../demo-site/site.json', import.meta.url))

let folder: string
let server: Server | null = null

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'publish-site-'))
})

afterEach(async () => {
  server?.close()
  server = null
  await rm(folder, { recursive: true })
})

/** Runs the command in the test's own folder. */
function publishSite(...args: string[]) {
  return new Promise<{ code: number; stdout: string; stderr: string }>((resolve) => {
    const { EDGEWISE_TOKEN: _, ...env } = process.env
    execFile(process.execPath, [command, ...args], { cwd: folder, env }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr })
    })
  })
}

/** A server that answers everything with one answer and keeps what it was sent. */
async function answering(status: number, answer: string) {
  const requests: { line: string; authorization: string | undefined; body: string }[] = []
  server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk: Buffer) => (body += chunk.toString()))
    request.on('end', () => {
      const { method, url, headers } = request
      requests.push({ line: `${method} ${url}`, authorization: headers.authorization, body })
      response.writeHead(status, { 'content-type': 'application/json' }).end(answer)
    })
  })
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return { url: `http://127.0.0.1:${address.port}`, requests }
}

describe('npm run publish-site', () => {
  test('[REL20] prints one line per issue, the pointer first, and sends nothing', async () => {
    const { url, requests } = await answering(200, '{}')
    const site = JSON.parse(await readFile(demoSite, 'utf8'))
    site.experiences[0].slot = 'anouncement'
    site.slots[0].template = '<p>{{ txt }}</p>'
    await writeFile(join(folder, 'site.json'), JSON.stringify(site))
    const { code, stdout, stderr } = await publishSite('site.json', '--url', url, '--token', 't')
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr.trimEnd().split('\n')).toEqual([
      expect.stringMatching(/^\/slots\/0\/template: found \{\{ txt \}\} .*did you mean "text"\?$/),
      expect.stringMatching(/^\/experiences\/0\/slot: found "anouncement"; .*did you mean "announcement"\?$/),
    ])
    expect(requests).toEqual([])
  })

  test.each([
    ['{ "schema": "site/1", }', /site\.json is not JSON: /],
    [null, /site\.json cannot be read: there is no such file/],
  ])('[REL20] says why a file cannot be used: %s', async (content, message) => {
    if (content !== null) await writeFile(join(folder, 'site.json'), content)
    const { code, stderr } = await publishSite('site.json')
    expect(code).toBe(1)
    expect(stderr).toMatch(message)
    expect(stderr).not.toContain('    at ')
  })

  test.each([
    [[], /Which file\?/],
    [['a.json', 'b.json'], /One file at a time/],
    [['a.json', '--url', 'https://edge.example'], /--url needs --token/],
    [['a.json', '--token', 't'], /--token needs --url/],
    [['a.json', '--url', 'nowhere', '--token', 't'], /expected an address/],
    [['a.json', '--force'], /--force/],
  ])('[REL20] says how it is used: %j', async (args, message) => {
    const { code, stderr } = await publishSite(...args)
    expect(code).toBe(1)
    expect(stderr).toMatch(message)
    expect(stderr).not.toContain('    at ')
  })

  test('[REL20] says how it is used when asked', async () => {
    const { code, stdout } = await publishSite('--help')
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringMatching(/^npm run publish-site -- /) })
  })

  test('[REL21] says how to start a server where none runs', async () => {
    const { code, stderr } = await publishSite(demoSite)
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining('npm run demo') })
  })

  test('[REL21] publishes to the server that was started last', async () => {
    const { url, requests } = await answering(
      200,
      JSON.stringify({ number: 3, hash: 'abc', unchanged: false }),
    )
    await mkdir(join(folder, '.edgewise'))
    await writeFile(
      join(folder, '.edgewise', 'server.json'),
      JSON.stringify({ url, adminToken: 'the-token' }),
    )
    const { code, stdout } = await publishSite(demoSite)
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: `Release 3 of demo-shop is published (abc), at ${url}\n`,
    })
    expect(requests).toEqual([
      {
        line: 'PUT /api/sites/demo-shop/release',
        authorization: 'Bearer the-token',
        body: await readFile(demoSite, 'utf8'),
      },
    ])
  })

  test('[REL35] says what is hardly meant beside the result, which stays one line', async () => {
    const warnings = [{ pointer: '/segments/0/when', found: 'a rule', expected: 'another' }]
    const { url } = await answering(
      200,
      JSON.stringify({ number: 3, hash: 'abc', unchanged: false, warnings }),
    )
    expect(await publishSite(demoSite, '--url', url, '--token', 't')).toEqual({
      code: 0,
      stdout: `Release 3 of demo-shop is published (abc), at ${url}\n`,
      stderr: 'Warning: /segments/0/when: found a rule; expected another\n',
    })
  })

  test('[REL21] says what the server refused, and when it is gone', async () => {
    const issue = { pointer: '/id', found: '"a"', expected: '"b"' }
    const problem = {
      type: '/problems/invalid-site',
      title: 'Not valid',
      status: 422,
      detail: 'One.',
      issues: [issue],
    }
    const { url } = await answering(422, JSON.stringify(problem))
    const refused = await publishSite(demoSite, '--url', url, '--token', 't')
    expect(refused).toMatchObject({ code: 1, stderr: 'Not valid. One.\n/id: found "a"; expected "b"\n' })
    server?.close()
    const gone = await publishSite(demoSite, '--url', url, '--token', 't')
    expect(gone).toMatchObject({ code: 1, stderr: `${url} does not answer. Is it running?\n` })
  })

  test('[REL21] says that a token is not the one of the Worker', async () => {
    const problem = { type: '/problems/not-authorized', title: 'This needs an admin token', status: 401 }
    const { url } = await answering(401, JSON.stringify(problem))
    expect(await publishSite(demoSite, '--url', url, '--token', 't')).toMatchObject({
      code: 1,
      stderr: `${url} does not know this admin token. It is the Worker's ADMIN_TOKEN.\n`,
    })
  })

  test('[REL21] says so where something else than a Worker answers', async () => {
    const { url } = await answering(200, '<html>')
    expect(await publishSite(demoSite, '--url', url, '--token', 't')).toMatchObject({
      code: 1,
      stderr: `${url} answered 200, which is not an answer of Edgewise.\n`,
    })
  })
})
