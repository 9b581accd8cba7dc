import { execFile } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { InteractResponse } from '../../../shared/event/index.ts'
import { inRepository } from '../../../scripts/repository.ts'
import { startServer, type Server } from '../../support/server.ts'

const run = promisify(execFile)

let server: Server

beforeAll(async () => {
  server = await startServer({ raw: true })
})

afterAll(() => server.stop())

/** Publishes a site document with the command, from the folder in which the server runs. */
async function publish(site: object): Promise<string> {
  const folder = dirname(server.state)
  await writeFile(join(folder, 'site.json'), JSON.stringify(site))
  const { stdout } = await run(process.execPath, [inRepository('cli', 'publish-site.ts'), 'site.json'], {
    cwd: folder,
  })
  return stdout
}

async function decideAnnouncement() {
  const response = await fetch(new URL('/v1/interact', server.url), {
    method: 'POST',
    body: JSON.stringify({
      writeKey: server.writeKey,
      stream: 'publish-site-test-0001',
      sentAt: Date.now(),
      batch: [],
      slots: ['announcement'],
      consent: { analytics: 'denied' },
    }),
  })
  // `as`: the answer of the endpoint
  const { decisions } = (await response.json()) as InteractResponse
  return decisions['announcement']!
}

test('[REL22] a changed document changes the next decision without a restart, the same one makes no release', async () => {
  // `as`: a site document is an object with experiences
  const site = JSON.parse(await readFile(inRepository('demo-site', 'site.json'), 'utf8')) as {
    experiences: object[]
  }
  expect(await decideAnnouncement()).toMatchObject({ reason: 'DEFAULT', release: 1 })
  expect(await publish(site)).toMatch(/^Release 1 of demo-shop is what this document says already /)

  const everybody = {
    id: 'everybody',
    slot: 'announcement',
    variants: [{ id: 'x', fields: { text: 'New today' } }],
  }
  expect(await publish({ ...site, experiences: [everybody, ...site.experiences] })).toMatch(
    /^Release 2 of demo-shop is published /,
  )
  expect(await decideAnnouncement()).toMatchObject({
    reason: 'TARGETING_MATCH',
    experience: 'everybody',
    html: '<p class="ew-announcement">New today</p>',
    release: 2,
  })

  expect(await publish(site)).toMatch(/^Release 3 of demo-shop is published /)
  expect(await decideAnnouncement()).toMatchObject({ reason: 'DEFAULT', release: 3 })
})
