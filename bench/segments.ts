// What an event costs the segment engine, beside other rule engines in the same run.
//   node bench/segments.ts [--json] [--quick]
import { parseArgs } from 'node:util'
import { runMain } from '../scripts/run-main.ts'
import { describeMachine } from './interact/machine.ts'
import { formatReport } from './segments/report.ts'
import { runBenchmark, type Settings } from './segments/run-benchmark.ts'

const FULL: Settings = {
  rules: [10, 100, 1000, 10_000],
  histories: [10, 100, 1000, 10_000, 100_000],
  repeats: 5,
  events: 20_000,
  peerBudgetMs: 200,
  backfillRows: 100_000,
}

const QUICK: Settings = {
  rules: [10, 1000],
  histories: [100, 10_000],
  repeats: 2,
  events: 5000,
  peerBudgetMs: 30,
  backfillRows: 20_000,
}

await runMain(async () => {
  const { values } = parseArgs({
    options: { json: { type: 'boolean', default: false }, quick: { type: 'boolean', default: false } },
  })
  const machine = describeMachine(Date.now())
  const results = await runBenchmark(
    values.quick ? QUICK : FULL,
    (line) => void process.stderr.write(`${line}\n`),
  )
  process.stdout.write(
    values.json
      ? `${JSON.stringify({ machine, ...results }, null, 2)}\n`
      : `${formatReport(machine, results)}\n`,
  )
})
