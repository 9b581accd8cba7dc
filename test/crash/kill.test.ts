import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ProfileEvent } from '../../shared/event/index.ts'
import { startServer } from '../support/server.ts'
import type { Server } from '../support/server.ts'
import { runStorm } from './storm.ts'

const kills = Number(process.env['EDGEWISE_CRASH_KILLS'] ?? 6)
const seed = Number(process.env['EDGEWISE_CRASH_SEED'] ?? 1)

let server: Server

beforeAll(async () => {
  server = await startServer({ raw: true })
})

afterAll(() => server.stop())

test(`[RUN11] ${kills} kills in the middle of a load lose no acknowledged event and double none (seed ${seed})`, async () => {
  const { clients, interrupted } = await runStorm(server, { kills, seed })

  const lost: string[] = []
  const doubled: string[] = []
  const unknown: string[] = []
  for (const { ref, acknowledged } of clients) {
    const kept = await keptIds(ref)
    const keptOnce = new Set(kept)
    lost.push(...[...acknowledged].filter((id) => !keptOnce.has(id)))
    doubled.push(...kept.filter((id, index) => kept.indexOf(id) !== index))
    // all was acknowledged in the end, so nothing else may be there
    unknown.push(...kept.filter((id) => !acknowledged.has(id)))
  }
  expect({ lost, doubled, unknown }).toEqual({ lost: [], doubled: [], unknown: [] })

  const events = sum(clients.map(({ acknowledged }) => acknowledged.size))
  const absorbed = sum(clients.map((client) => client.absorbed))
  console.log(
    `${events} events of ${clients.length} visitors acknowledged; ` +
      `${kills} kills, ${interrupted} calls without an answer, ${absorbed} events sent again that had been committed`,
  )
  // else the kills hit a server at rest, or nothing was sent twice, and this would prove nothing
  expect(interrupted).toBeGreaterThanOrEqual(kills)
  expect(absorbed).toBeGreaterThan(0)
})

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0)

/** The message ids of a profile, as the restarted server tells them. */
async function keptIds(ref: string): Promise<string[]> {
  const response = await fetch(`${server.url}/api/sites/${server.site}/profiles/${encodeURIComponent(ref)}`, {
    headers: { authorization: `Bearer ${server.adminToken}` },
  })
  if (!response.ok) throw new Error(`${ref}: ${response.status} ${await response.text()}`)
  const { events } = (await response.json()) as { events: readonly ProfileEvent[] }
  return events.map(({ id }) => id)
}
