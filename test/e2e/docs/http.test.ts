import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { inRepository } from '../../../scripts/repository.ts'
import { startServer, type Server } from '../../support/server.ts'

let server: Server
let calls: string[]

beforeAll(async () => {
  const page = await readFile(inRepository('docs', 'reference', 'http.md'), 'utf8')
  calls = [...page.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, call = '']) => call)
  server = await startServer({ raw: true })
})

afterAll(() => server?.stop())

test('[RUN18] every call of the HTTP reference is answered, and its events are accepted; without an id nothing is erased', async () => {
  expect(calls).toHaveLength(4)
  for (const call of calls) {
    // Not by curl itself, which not every machine has
    const [, path, key, body] =
      /^curl http:\/\/localhost:8787(\S+)(?: -u "\$(\w+):")? -d '([^']*)'\n$/.exec(call) ?? expect.fail(call)
    const headers = { authorization: `Basic ${Buffer.from(`${server.serverKey}:`).toString('base64')}` }
    expect([undefined, 'SERVER_KEY']).toContain(key)
    const response = await fetch(`${server.url}${path}`, {
      method: 'POST',
      body: body ?? '',
      ...(key !== undefined && { headers }),
    })
    const isErasing = path === '/v1/erase'
    const expected = isErasing ? { erasure: null } : { receipts: [{ status: 'accepted' }] }
    expect(await response.json()).toMatchObject(expected)
  }
})
