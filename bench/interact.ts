import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { buildWorker } from '../scripts/build/build-worker.ts'
import { inRepository } from '../scripts/repository.ts'
import { runMain } from '../scripts/run-main.ts'
import { UserError } from '../scripts/user-error.ts'
import type { SiteConfig } from '../shared/release/site-config.ts'
import { startEdgewise } from './interact/contender.ts'
import { createCrowdedSite } from './interact/crowded-site.ts'
import { describeMachine } from './interact/machine.ts'
import { formatReport, type RowsWritten } from './interact/report.ts'
import { type Result, summarise } from './interact/result.ts'
import { type Case, runRounds } from './interact/rounds.ts'
import { measureRowsWritten } from './interact/rows-written.ts'

const EVENTS_A_CALL = [1, 10, 50] as const
const TMPFS = '/dev/shm'

await runMain(async () => {
  const { values } = parseArgs({
    options: { json: { type: 'boolean', default: false }, quick: { type: 'boolean', default: false } },
  })
  if (process.platform !== 'linux')
    throw new UserError('bench:interact reads CPU time from /proc: it needs Linux.')
  const say = (line: string): void => void process.stderr.write(`${line}\n`)
  await buildWorker()

  // `as`: publishing validates it, and refuses what does not fit
  const demo = JSON.parse(await readFile(inRepository('demo-site', 'site.json'), 'utf8')) as SiteConfig
  const sites = { demo, crowded: createCrowdedSite() }
  const machine = describeMachine(Date.now())
  const rounds = values.quick ? 2 : 5
  const scale = values.quick ? 0.25 : 1

  const cases: Case[] = Object.entries(sites).flatMap(([release, site]) =>
    (['warm', 'new'] as const).flatMap((profiles) =>
      EVENTS_A_CALL.map((eventsACall) => {
        const calls = (profiles === 'warm' ? 1600 : 480) * scale
        return { release, site, workload: { profiles, eventsACall, calls } }
      }),
    ),
  )
  const onDisk = cases
    .filter(({ workload }) => workload.eventsACall === 10)
    .map((one) => ({ ...one, workload: { ...one.workload, calls: one.workload.calls / 4 } }))

  const results: Result[] = []
  for (const { chosen, parent, disk } of [
    { chosen: cases, parent: TMPFS, disk: false },
    { chosen: onDisk, parent: tmpdir(), disk: true },
  ]) {
    const where = disk ? 'disk' : 'tmpfs'
    const pairs = await runRounds(chosen, rounds, parent, (round) =>
      say(`${where}: round ${round} of ${rounds}`),
    )
    results.push(...chosen.map((one, index) => summarise(one, pairs[index]!, disk)))
  }
  const rows = await countRows(sites)
  process.stdout.write(
    values.json
      ? `${JSON.stringify({ machine, rounds, results, rows }, null, 2)}\n`
      : `${formatReport(machine, rounds, results, rows)}\n`,
  )
})

async function countRows(sites: Readonly<Record<string, SiteConfig>>): Promise<RowsWritten[]> {
  const rows: RowsWritten[] = []
  for (const [release, site] of Object.entries(sites)) {
    const directory = await mkdtemp(join(TMPFS, 'edgewise-bench-'))
    try {
      const contender = await startEdgewise(directory, site)
      try {
        for (const eventsACall of EVENTS_A_CALL) {
          rows.push({
            release,
            eventsACall,
            rowsACall: await measureRowsWritten(contender, site, eventsACall),
          })
        }
      } finally {
        await contender.stop()
      }
    } finally {
      await rm(directory, { recursive: true, force: true })
    }
  }
  return rows
}
