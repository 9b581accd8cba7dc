import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { SiteConfig } from '../../shared/release/site-config.ts'
import { type Contender, startBare, startEdgewise } from './contender.ts'
import { drive } from './drive.ts'
import { type Measurement, measure } from './measurement.ts'
import { prepareLanes, type Workload } from './workload.ts'

/** One comparison: a workload on a release. */
export interface Case {
  readonly release: string
  readonly site: SiteConfig
  readonly workload: Workload
}

/** Both sides of one case in one round, measured one right after the other. */
export interface Pair {
  readonly ours: Measurement
  readonly bare: Measurement
}

/**
 * What a fresh workerd answers before it is measured: V8 is done compiling what is hot after some 5,000 calls. Few
 * visitors, as objects are evicted ten seconds after their last call, at the cost of what is measured then.
 */
const WARM_UP: readonly Workload[] = [
  { profiles: 'warm', eventsACall: 10, calls: 5000 },
  { profiles: 'warm', eventsACall: 50, calls: 800 },
  { profiles: 'warm', eventsACall: 1, calls: 800 },
]

/**
 * Runs every case once a round, on fresh processes and fresh state below `parent`; the side that goes first changes
 * from round to round.
 *
 * @returns for each case its pairs, one a round
 */
export async function runRounds(
  cases: readonly Case[],
  rounds: number,
  parent: string,
  onRound: (round: number) => void,
): Promise<Pair[][]> {
  const pairs: Pair[][] = cases.map(() => [])
  for (let round = 0; round < rounds; round++) {
    for (const site of new Set(cases.map((one) => one.site))) {
      await withContenders(site, parent, async (ours, bare) => {
        await warmUp(ours, site)
        await warmUp(bare, site)
        for (const [index, { workload, ...one }] of cases.entries()) {
          if (one.site !== site) continue
          pairs[index]!.push(await runPair(site, workload, ours, bare, round % 2 === 0))
        }
      })
    }
    onRound(round + 1)
  }
  return pairs
}

async function withContenders(
  site: SiteConfig,
  parent: string,
  use: (ours: Contender, bare: Contender) => Promise<void>,
): Promise<void> {
  const directory = await mkdtemp(join(parent, 'edgewise-bench-'))
  const started: Contender[] = []
  try {
    const ours = await startEdgewise(join(directory, 'ours'), site)
    started.push(ours)
    const bare = await startBare(join(directory, 'bare'))
    started.push(bare)
    await use(ours, bare)
  } finally {
    for (const contender of started) await contender.stop()
    await rm(directory, { recursive: true, force: true })
  }
}

async function runPair(
  site: SiteConfig,
  workload: Workload,
  ours: Contender,
  bare: Contender,
  oursFirst: boolean,
): Promise<Pair> {
  const run = async (contender: Contender): Promise<Measurement> => {
    // A rehearsal: what the case before has left behind, garbage and code compiled for other calls, is not this one's.
    await play(contender, site, { ...workload, calls: workload.calls / 4 })
    return measure(contender, await prepareLanes(contender, site, workload), workload.eventsACall)
  }
  if (oursFirst) return { ours: await run(ours), bare: await run(bare) }
  const floor = await run(bare)
  return { ours: await run(ours), bare: floor }
}

async function warmUp(contender: Contender, site: SiteConfig): Promise<void> {
  for (const workload of WARM_UP) await play(contender, site, workload)
}

async function play(contender: Contender, site: SiteConfig, workload: Workload): Promise<void> {
  await drive(contender.url, await prepareLanes(contender, site, workload), workload.eventsACall)
}
