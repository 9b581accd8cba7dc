import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { inRepository } from '../../../scripts/repository.ts'
import { startServer, type Server } from '../../support/server.ts'

let server: Server
let calls: readonly string[]

beforeAll(async () => {
  const page = await readFile(inRepository('docs', 'reference', 'admin-api.md'), 'utf8')
  calls = [...page.matchAll(/```sh\ncurl (.*)\n```/g)].map(([, call = '']) => call)
  server = await startServer({ raw: true })
})

afterAll(() => server?.stop())

/** Does what a shell and curl would: not every machine has curl. */
function toRequest(call: string): Request {
  const words = [...call.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(([, a, b, c]) => a ?? b ?? c ?? '')
  const valuesOf = (option: string) =>
    words.flatMap((word, index) => (words[index - 1] === option ? [word] : []))
  const address = words.find((word) => word.startsWith('http://localhost:8787')) ?? expect.fail(call)
  const [body] = valuesOf('-d')
  return new Request(address.replace('http://localhost:8787', server.url), {
    method: valuesOf('-X')[0] ?? (body === undefined ? 'GET' : 'POST'),
    headers: valuesOf('-H').map((header) => {
      const [name = '', value = ''] = header.split(': ')
      return [name, value.replace('$ADMIN_TOKEN', server.adminToken)] satisfies [string, string]
    }),
    ...(body !== undefined && { body }),
  })
}

test('[RUN18] every call of the admin API reference is answered, one after the other', async () => {
  const answers: unknown[] = []
  for (const call of calls) {
    const response = await fetch(toRequest(call))
    expect([200, 201]).toContain(response.status)
    answers.push(await response.json())
  }
  expect(answers).toMatchObject([
    { version: 1, basedOn: 1, issues: [] },
    { version: 2, value: { name: 'The stage of the front page' } },
    { changes: [{ kind: 'slots', id: 'hero', fields: [{ path: '/name' }] }] },
    { number: 2, message: 'Name the stage' },
    { number: 3, rollbackTo: 1, message: 'The name was better before' },
    { release: 3, version: 3, uncounted: [] },
  ])
})
