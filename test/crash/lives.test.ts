import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startServer, type Server } from '../support/server.ts'
import { membersAt, runLives } from './lives.ts'
import { createVisitors } from './visitors.ts'

const count = Number(process.env['EDGEWISE_LIVES'] ?? 12)
const kills = Math.ceil(count / 6)
const seed = Number(process.env['EDGEWISE_LIVES_SEED'] ?? 1)
const visitors = createVisitors(count, seed)

let folder: string
let server: Server

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'edgewise-lives-'))
  const site = {
    schema: 'site/1',
    id: 'lives',
    name: 'Lives',
    origins: [],
    writeKeys: [{ key: 'ewk_lives_x' }],
    computedTraits: visitors.flatMap(({ computedTraits }) => computedTraits),
    segments: visitors.flatMap(({ segments }) => segments),
    slots: [],
    experiences: [],
  }
  await writeFile(join(folder, 'site.json'), JSON.stringify(site))
  server = await startServer({ raw: true, site: join(folder, 'site.json') })
})

afterAll(async () => {
  await server.stop()
  await rm(folder, { recursive: true })
})

test(`[RUN31] ${count} visitors are what a naive evaluator says, through ${kills + 1} kills (seed ${seed})`, async () => {
  let comparisons = 0
  const interrupted = await runLives(server, visitors, {
    seed,
    kills,
    look: (visitor, report, acknowledged) => {
      const kept = new Set(report.events.map(({ id }) => id))
      const sent = new Map(visitor.events.map((event) => [event.id, event]))
      expect([...sent.keys()].filter((id) => acknowledged.has(id) && !kept.has(id))).toEqual([])
      expect(kept.size).toBe(report.events.length)
      // What the evaluator sees is what was sent, not what the edge made of it
      const events = [...kept].map((id) => sent.get(id)!)
      expect(report.events.map(({ at }) => at)).toEqual(events.map(({ at }) => at))
      const expected = membersAt(visitors, { ...report, events }, Date.parse(report.now))
      const { userId } = visitor
      expect({ userId, segments: report.segments.toSorted() }).toEqual({
        userId,
        segments: expected.toSorted(),
      })
      comparisons += 1
    },
  })
  expect(comparisons).toBeGreaterThanOrEqual(2 * count)
  console.log(`${comparisons} profiles compared, ${interrupted} calls without an answer`)
})
