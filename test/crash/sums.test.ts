import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ProfileReport } from '../../edge/profile/profile-report.ts'
import type { SiteCounts } from '../../edge/rollup/counts.ts'
import { inRepository } from '../../scripts/repository.ts'
import { startServer } from '../support/server.ts'
import type { Server } from '../support/server.ts'
import { runStorm } from './storm.ts'

const kills = Number(process.env['EDGEWISE_CRASH_KILLS'] ?? 6)
const seed = Number(process.env['EDGEWISE_CRASH_SEED'] ?? 1)

let folder: string
let server: Server

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'edgewise-sums-'))
  const demo = JSON.parse(await readFile(inRepository('demo-site', 'site.json'), 'utf8')) as object
  const site = join(folder, 'site.json')
  // Told every second, so that the kills fall into it
  await writeFile(site, JSON.stringify({ ...demo, rollup: { shards: 3, everySeconds: 1 } }))
  server = await startServer({ raw: true, site })
})

afterAll(async () => {
  await server.stop()
  await rm(folder, { recursive: true })
})

test(`[ROL11] [PRO38] after ${kills} kills the alarms that are left make the sums those of a recount (seed ${seed})`, async () => {
  const { clients, interrupted } = await runStorm(server, { kills, seed })
  const accepted = clients.reduce((total, { acknowledged }) => total + acknowledged.size, 0)

  // Nobody touches a profile meanwhile: what is told is told by alarms that outlived the last kill
  await expect
    .poll(counts, { timeout: 60_000, interval: 250 })
    .toMatchObject({ profiles: clients.length, missingShards: [], ingestion: { accepted } })

  const recount = { received: 0, accepted: 0, duplicate: 0, quarantined: 0, refused: 0 }
  const segments: Record<string, number> = {}
  for (const { ref } of clients) {
    const report = await get<ProfileReport>(`profiles/${encodeURIComponent(ref)}`)
    expect(report.setbacks).toEqual([])
    // `as`: its own keys
    for (const name of Object.keys(recount) as (keyof typeof recount)[]) recount[name] += report.counts[name]
    for (const id of report.segments) segments[id] = (segments[id] ?? 0) + 1
  }
  const { refused, ...books } = recount
  // A call that brought nothing new is told later than the last event
  await expect
    .poll(counts, { timeout: 60_000, interval: 250 })
    .toMatchObject({ ingestion: { ...books, rejected: refused } })
  expect((await counts()).segments).toEqual(segments)
  // else the kills hit a server at rest, and this would prove nothing
  expect(interrupted).toBeGreaterThanOrEqual(kills)
})

const counts = () => get<SiteCounts & { readonly missingShards: readonly number[] }>('counts')

async function get<T>(path: string): Promise<T> {
  const response = await fetch(`${server.url}/api/sites/${server.site}/${path}`, {
    headers: { authorization: `Bearer ${server.adminToken}` },
  })
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
  // `as`: the edge's own answer
  return (await response.json()) as T
}
