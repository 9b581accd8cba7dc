// Compares the segment engine with the oracle on random rules and lives.
//   node test/differential/run.ts --help
import { parseArgs } from 'node:util'
import type { Case } from './case.ts'
import { generateCase } from './generate.ts'
import { createRandom } from './random.ts'
import { runCase } from './run-case.ts'
import { runCutCase } from './run-cut-case.ts'
import { shrink } from './shrink.ts'

const DEFAULT_SEED = 1
const DEFAULT_CHECKS = 1_000_000
const USAGE = `node test/differential/run.ts [options]    compares the segment engine with the oracle on random rules and lives
  --seed N|random   the first case; random draws one (default: ${DEFAULT_SEED}, so that two runs do the same)
  --checks N        how many comparisons at least (default: ${DEFAULT_CHECKS})
  --keep            does not shrink what fails`
const PROGRESS_EVERY = 200_000

const { seed, wanted, keep } = readArguments()
console.log(`seed ${seed}`)
let checks = 0
let cases = 0
let reported = 0
const started = performance.now()
while (checks < wanted) {
  const caseSeed = seed + cases
  const input = generateCase(createRandom(caseSeed))
  const failure = attempt(input, caseSeed)
  if (typeof failure === 'string') {
    report(input, caseSeed, failure)
    process.exit(1)
  }
  checks += failure
  cases++
  if (checks - reported >= PROGRESS_EVERY) {
    reported = checks
    console.log(`${checks} checks in ${cases} cases`)
  }
}
const seconds = ((performance.now() - started) / 1000).toFixed(1)
console.log(`${checks} checks in ${cases} cases, 0 mismatches, ${seconds} s`)

/** The number of checks, or what went wrong. */
function attempt(input: Case, caseSeed: number): number | string {
  try {
    return runCase(input, createRandom(caseSeed)) + runCutCase(input, createRandom(caseSeed)).checks
  } catch (error) {
    return error instanceof Error ? (error.stack ?? error.message) : String(error)
  }
}

function report(input: Case, caseSeed: number, failure: string) {
  console.log(`case ${cases} fails: ${failure}`)
  if (!keep) {
    const smallest = shrink(input, (candidate) => typeof attempt(candidate, caseSeed) === 'string')
    console.log(`smallest case found: ${JSON.stringify(smallest, null, 1)}`)
    console.log(`which fails with: ${attempt(smallest, caseSeed)}`)
  }
  console.log(`again: node test/differential/run.ts --seed ${caseSeed} --checks 1`)
}

function readArguments(): { seed: number; wanted: number; keep: boolean } {
  const { values } = parseArgs({
    options: {
      seed: { type: 'string', default: String(DEFAULT_SEED) },
      checks: { type: 'string', default: String(DEFAULT_CHECKS) },
      keep: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) {
    console.log(USAGE)
    process.exit()
  }
  const seed = values.seed === 'random' ? Date.now() % 1_000_000_000 : Number(values.seed)
  const wanted = Number(values.checks)
  if (!Number.isSafeInteger(seed) || !(wanted > 0)) {
    console.error(USAGE)
    process.exit(2)
  }
  return { seed, wanted, keep: values.keep }
}
