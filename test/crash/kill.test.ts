import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ProfileEvent } from '../../shared/event/index.ts'
import { startServer } from '../support/server.ts'
import type { Server } from '../support/server.ts'
import { runStorm } from './storm.ts'

const kills = Number(process.env['EDGEWISE_CRASH_KILLS'] ?? 6)
const seed = Number(process.env['EDGEWISE_CRASH_SEED'] ?? Date.now() % 1_000_000)

let server: Server

beforeAll(async () => {
  server = await startServer({ raw: true })
})

afterAll(() => server.stop())

test(`[RUN11] ${kills} kills in the middle of a load lose no acknowledged event and double none (seed ${seed})`, async () => {
  const { clients, interrupted } = await runStorm(server, { kills, seed })

  const audits = await Promise.all(
    clients.map(async ({ ref, acknowledged }) => {
      const kept = await keptIds(ref)
      return {
        lost: [...acknowledged].filter((id) => !kept.includes(id)),
        doubled: kept.filter((id, index) => kept.indexOf(id) !== index),
        // all was acknowledged in the end, so nothing else may be there
        unknown: kept.filter((id) => !acknowledged.has(id)),
      }
    }),
  )
  expect({
    lost: audits.flatMap(({ lost }) => lost),
    doubled: audits.flatMap(({ doubled }) => doubled),
    unknown: audits.flatMap(({ unknown }) => unknown),
  }).toEqual({ lost: [], doubled: [], unknown: [] })

  const events = clients.reduce((sum, { acknowledged }) => sum + acknowledged.size, 0)
  console.log(`${events} events acknowledged, ${interrupted} calls interrupted by ${kills} kills`)
  // else the kills would have hit a server at rest, and this would prove nothing
  expect(interrupted).toBeGreaterThanOrEqual(kills)
})

/** The message ids of a profile, as the restarted server tells them. */
async function keptIds(ref: string): Promise<string[]> {
  const response = await fetch(`${server.url}/api/sites/${server.site}/profiles/${encodeURIComponent(ref)}`, {
    headers: { authorization: `Bearer ${server.adminToken}` },
  })
  if (!response.ok) throw new Error(`${ref}: ${response.status} ${await response.text()}`)
  const { events } = (await response.json()) as { events: readonly ProfileEvent[] }
  return events.map(({ id }) => id)
}
