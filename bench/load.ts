import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { buildWorker } from '../scripts/build/build-worker.ts'
import { inRepository } from '../scripts/repository.ts'
import { runMain } from '../scripts/run-main.ts'
import { UserError } from '../scripts/user-error.ts'
import type { SiteConfig } from '../shared/release/site-config.ts'
import { seededRandom } from '../test/support/seeded-random.ts'
import { startEdgewise } from './interact/contender.ts'
import { readCpuMicros } from './interact/cpu-time.ts'
import { describeMachine } from './interact/machine.ts'
import { audit } from './load/audit.ts'
import { type AuditedLoad, figuresOf, isClean } from './load/figures.ts'
import { formatReport } from './load/report.ts'
import { runLoad } from './load/run-load.ts'

const TMPFS = '/dev/shm'
const PATIENCE_MS = 120_000

await runMain(async () => {
  const { values } = parseArgs({
    options: {
      visitors: { type: 'string', default: '1000' },
      connections: { type: 'string', default: '64' },
      calls: { type: 'string', default: '40000' },
      seed: { type: 'string', default: '1' },
      json: { type: 'boolean', default: false },
    },
  })
  const [visitors, connections, calls, seed] = [
    values.visitors,
    values.connections,
    values.calls,
    values.seed,
  ].map(readCount) as [number, number, number, number]
  if (process.platform !== 'linux')
    throw new UserError('bench:load reads CPU time from /proc: it needs Linux.')
  await buildWorker()

  // `as`: publishing validates it, and refuses what does not fit
  const demo = JSON.parse(await readFile(inRepository('demo-site', 'site.json'), 'utf8')) as SiteConfig
  // Told every second, so that telling is part of the load
  const site: SiteConfig = { ...demo, rollup: { ...demo.rollup, everySeconds: 1 } }
  const machine = describeMachine(Date.now())
  const results: AuditedLoad[] = []
  for (const { storage, parent, share } of [
    { storage: 'tmpfs', parent: TMPFS, share: 1 },
    // A disk is many times slower, above all where objects begin
    { storage: 'disk', parent: tmpdir(), share: 1 / 4 },
  ] as const) {
    const directory = await mkdtemp(join(parent, 'edgewise-load-'))
    try {
      const worker = await startEdgewise(directory, site)
      try {
        const cpuBefore = await readCpuMicros(worker.pid)
        const load = await runLoad({
          url: worker.url,
          writeKey: site.writeKeys[0]!.key,
          slots: site.slots.map(({ id }) => id),
          visitors,
          connections,
          calls: Math.ceil(calls * share),
          random: seededRandom(seed),
        })
        const cpuMicros = ((await readCpuMicros(worker.pid)) - cpuBefore) / load.latencies.length
        const { url, adminToken } = worker
        const findings = await audit(load.witnesses, {
          url,
          site: site.id,
          adminToken,
          patienceMs: PATIENCE_MS,
        })
        results.push({ storage, load, cpuMicros, findings })
      } finally {
        await worker.stop()
      }
    } finally {
      await rm(directory, { recursive: true, force: true })
    }
  }
  const options = { visitors, connections, seed }
  process.stdout.write(
    values.json
      ? `${JSON.stringify({ machine, ...options, results: results.map(figuresOf) }, null, 2)}\n`
      : `${formatReport(machine, options, results.map(figuresOf))}\n`,
  )
  if (!results.every(({ findings }) => isClean(findings)))
    throw new UserError('What is stored is not what was acknowledged.')
})

function readCount(text: string): number {
  if (/^[1-9]\d*$/.test(text)) return Number(text)
  throw new UserError(
    `${text}: expected a whole number from 1 on for --visitors, --connections, --calls and --seed`,
  )
}
