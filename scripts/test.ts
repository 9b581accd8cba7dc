import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from './build.ts'
import { checkSpec } from './check-spec.ts'
import { runCommand } from './run-command.ts'
import { runMain } from './run-main.ts'

interface Count {
  readonly passed: number
  readonly failed: number
}

interface Stage {
  readonly name: string
  run(): Promise<Count>
}

const show = (text: string): void => {
  process.stdout.write(text)
}

/** A stage that has no counts of its own is one test. */
const asOneTest = (ok: boolean): Count => (ok ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 })

function vitestProject(name: string): Stage {
  return {
    name,
    run: async () => {
      const directory = await mkdtemp(join(tmpdir(), 'edgewise-results-'))
      const outputFile = join(directory, 'results.json')
      const args = [
        'run',
        '--project',
        name,
        '--reporter=default',
        '--reporter=json',
        `--outputFile.json=${outputFile}`,
      ]
      const { ok } = await runCommand('vitest', args, { onOutput: show })
      const count = await readCount(outputFile)
      await rm(directory, { recursive: true })
      // a file that does not load, or an error outside a test, fails the run without failing a test
      return ok || count.failed > 0 ? count : { ...count, failed: 1 }
    },
  }
}

async function readCount(resultsFile: string): Promise<Count> {
  try {
    // vitest's report, which is Jest's
    const results = JSON.parse(await readFile(resultsFile, 'utf8')) as {
      numPassedTests: number
      numFailedTests: number
    }
    return { passed: results.numPassedTests, failed: results.numFailedTests }
  } catch {
    return { passed: 0, failed: 0 }
  }
}

const stages: readonly Stage[] = [
  {
    name: 'build',
    run: async () => {
      await build({ print: (line) => console.log(line) })
      return { passed: 0, failed: 0 }
    },
  },
  vitestProject('unit'),
  vitestProject('edge'),
  {
    name: 'differential',
    run: async () =>
      asOneTest((await runCommand('node', ['test/differential/run.ts'], { onOutput: show })).ok),
  },
  vitestProject('e2e'),
  vitestProject('console'),
  vitestProject('crash'),
  {
    name: 'rules with tests',
    run: async () => {
      await checkSpec((line) => console.log(line))
      return asOneTest(true)
    },
  },
]

await runMain(async () => {
  let passed = 0
  let failed = 0
  const failedStages: string[] = []
  for (const stage of stages) {
    console.log(`\n── ${stage.name}`)
    const started = performance.now()
    const count = await stage.run().catch((error: unknown): Count => {
      console.log(error instanceof Error ? error.message : error)
      return asOneTest(false)
    })
    passed += count.passed
    failed += count.failed
    if (count.failed > 0) failedStages.push(stage.name)
    const seconds = ((performance.now() - started) / 1000).toFixed(1)
    console.log(`── ${stage.name}: ${count.passed} passed, ${count.failed} failed (${seconds} s)`)
    // without a build the stages after it would test an older one
    if (stage.name === 'build' && failed > 0) break
  }
  process.exitCode = failed === 0 ? 0 : 1
  if (failed > 0) console.log(`\nFailed: ${failedStages.join(', ')}`)
  console.log(`\n${passed} passed, ${failed} failed`)
})
