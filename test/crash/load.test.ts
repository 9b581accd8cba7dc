import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { audit } from '../../bench/load/audit.ts'
import { runLoad } from '../../bench/load/run-load.ts'
import { inRepository } from '../../scripts/repository.ts'
import { seededRandom } from '../support/seeded-random.ts'
import { startServer, type Server } from '../support/server.ts'

let folder: string
let server: Server

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'edgewise-load-'))
  const demo = JSON.parse(await readFile(inRepository('demo-site', 'site.json'), 'utf8')) as object
  const site = join(folder, 'site.json')
  const more = {
    // Nobody is told to come later, nor answered without their profile
    limits: { eventsPerSecond: 1e6, burst: 1e9 },
    decisionBudgetMs: 15_000,
    rollup: { shards: 3, everySeconds: 1 },
  }
  await writeFile(site, JSON.stringify({ ...demo, ...more }))
  server = await startServer({ raw: true, site })
})

afterAll(async () => {
  await server.stop()
  await rm(folder, { recursive: true })
})

test('[RUN33] under a load from many connections everything acknowledged is stored once, and the audit would say if not', async () => {
  const { url, site, writeKey, adminToken } = server
  const { witnesses } = await runLoad({
    url,
    writeKey,
    slots: ['hero'],
    visitors: 40,
    connections: 24,
    calls: 600,
    random: seededRandom(1),
  })
  const options = { url, site, adminToken, patienceMs: 60_000 }
  const clean = { lost: 0, doubled: 0, unknown: 0, miscounted: 0, sumsDiffer: false }
  expect(await audit(witnesses, options)).toEqual(clean)

  // Else it might as well not look
  const [first, second, third] = witnesses
  first!.acknowledged.add('ew1.a-stream-of-nobody.1')
  second!.acknowledged.delete([...second!.acknowledged][0]!)
  third!.receipts.accepted += 1
  expect(await audit(witnesses, { ...options, patienceMs: 0 })).toEqual({
    ...clean,
    lost: 1,
    unknown: 1,
    miscounted: 1,
    sumsDiffer: true,
  })
})
