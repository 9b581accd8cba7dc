import { runBuildStep } from '../../scripts/build/build-step.ts'
import { inRepository } from '../../scripts/repository.ts'
import { runCommand } from '../../scripts/run-command.ts'

/** Where the Worker is that stops at its faults. */
export const faultyWorker = inRepository('dist', 'faulty-worker')

/** Vitest's global setup of tests that stop the Worker at a fault: it is built with its faults in it. */
export default async function setup(): Promise<void> {
  await runBuildStep({
    name: 'faulty-worker',
    inputs: ['edge', 'shared', 'wrangler.toml', 'package-lock.json', 'test/edge/faulty-worker'],
    outputs: ['dist/faulty-worker/worker.js'],
    run: async () => {
      const entry = inRepository('test', 'edge', 'faulty-worker', 'worker.ts')
      const define = ['--define', 'EDGEWISE_FAULTS:true']
      const { ok, output } = await runCommand(
        'wrangler',
        ['deploy', entry, '--dry-run', ...define, '--outdir', faultyWorker],
        { env: { WRANGLER_SEND_METRICS: 'false' } },
      )
      if (!ok) throw new Error(`wrangler could not bundle the Worker with its faults:\n${output}`)
    },
  })
}
