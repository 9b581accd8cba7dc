import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { faultyWorker } from '../support/faulty-worker.ts'
import { startServer } from '../support/server.ts'
import { acceptedBy, FLOWS } from './flows.ts'
import { Stage, type StopAt } from './stage.ts'

const rounds = Number(process.env['EDGEWISE_CRASH_ROUNDS'] ?? 1)

let folder: string
let stage: Stage

/** The cells of the matrix, as often as there are rounds. */
const CELLS = Array.from({ length: rounds }, (_, round) =>
  Object.entries(FLOWS).flatMap(([name, flow]) =>
    flow.stops.map((stop) => ({ name, stop, where: describe(stop), round })),
  ),
)
  .flat()
  .map((cell, index) => ({ ...cell, id: `somebody-of-cell-${index}` }))

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'edgewise-faults-'))
  const siteFile = join(folder, 'site.json')
  await writeFile(siteFile, JSON.stringify(SITE))
  const server = await startServer({ raw: true, bundle: faultyWorker, site: siteFile })
  stage = new Stage(server, siteFile)
})

afterAll(async () => {
  await stage.server.stop()
  await rm(folder, { recursive: true })
})

test.each(CELLS)(
  '[RUN32] killed in the middle of $name, $where: round $round',
  async ({ name, stop, id }) => {
    const { prepare, act, check } = FLOWS[name]!
    await prepare?.(stage, id)
    await stage.killAt(stop, () => act(stage, id))
    await act(stage, id)
    await check?.(stage, id)
  },
  300_000,
)

test('[RUN32] then nothing acknowledged is lost, nothing is there twice, and the alarms that are left make the sums right', async () => {
  // Nobody touches a profile meanwhile
  await expect
    .poll(() => stage.counts(), { timeout: 120_000, interval: 100 })
    .toMatchObject({
      profiles: stage.acknowledged.size,
      covered: stage.acknowledged.size,
      missingShards: [],
      ingestion: { accepted: acceptedBy(stage) },
    })
  for (const ref of stage.acknowledged.keys()) {
    // What is due is done, duplicates told as well, and nothing rings for nothing: rules flip in a day at the earliest
    await expect
      .poll(() => stage.alarmOf(ref), { timeout: 120_000, message: ref })
      .toBeGreaterThan(Date.now() + 60_000)
  }
  const told = await stage.counts()
  // `as`: the edge's own answer
  const waiting = (await stage.admin('GET', 'quarantine')) as readonly unknown[]
  const duplicate = stage.duplicatesOfNobody
  const quarantined = waiting.length
  const recount = { received: duplicate + quarantined, accepted: 0, duplicate, quarantined }
  const segments: Record<string, number> = {}
  for (const [ref, messages] of stage.acknowledged) {
    const report = await stage.report(ref)
    expect(report.events.map(({ id }) => id).toSorted(), ref).toEqual([...messages].toSorted())
    expect(report.setbacks, ref).toEqual([])
    // `as`: its own keys
    for (const name of Object.keys(recount) as (keyof typeof recount)[]) recount[name] += report.counts[name]
    for (const id of report.segments) segments[id] = (segments[id] ?? 0) + 1
  }
  expect(told.ingestion).toMatchObject(recount)
  expect(told.segments).toEqual(segments)
})

function describe(stop: StopAt): string {
  return 'moment' in stop ? stop.moment : `${stop.side} ${stop.call}`
}

const SITE = {
  schema: 'site/1',
  id: 'killed',
  name: 'Killed',
  origins: [],
  writeKeys: [{ key: 'ewk_killed_x', consent: 'obtained' }],
  // Told every second, so that what is told is killed, too
  rollup: { shards: 2, everySeconds: 1 },
  // A busy machine is no reason to be answered without a profile
  decisionBudgetMs: 15_000,
  segments: [
    {
      schema: 'segment/1',
      id: 'buyers',
      name: 'Bought lately',
      when: { kind: 'event', event: 'Order Completed', window: 'P60D' },
    },
    {
      schema: 'segment/1',
      id: 'cart-idle',
      name: 'Left the cart alone',
      public: true,
      when: {
        kind: 'absence',
        after: { event: 'Product Added' },
        none: { event: 'Order Completed' },
        within: 'PT1S',
        activeFor: 'P1D',
      },
    },
  ],
  slots: [],
  experiences: [],
}
