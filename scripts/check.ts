import { build } from './build.ts'
import { checkPackageTypes } from './check-package-types.ts'
import { checkConsoleSize } from './check-console-size.ts'
import { checkSpec } from './check-spec.ts'
import { inRepository } from './repository.ts'
import { runCommand } from './run-command.ts'
import { runMain } from './run-main.ts'
import { UserError } from './user-error.ts'

interface Check {
  readonly name: string
  /** Throws, with all that is wrong, when it fails. */
  run(): Promise<void>
}

const tool = (name: string, command: string, ...args: string[]): Check => ({
  name,
  run: async () => {
    const { ok, output } = await runCommand(command, args)
    if (!ok) throw new UserError(output.trimEnd())
  },
})

const checks: readonly Check[] = [
  // first: package lint looks at what is built
  { name: 'build', run: () => build({ print: () => {} }) },
  tool('format', 'oxfmt', '--check', '.'),
  tool('lint', 'oxlint', '--type-aware', '--deny-warnings'),
  tool('types', 'tsc', '-b'),
  tool('unused code', 'knip'),
  tool('package', 'publint', 'dist/npm', '--strict'),
  { name: 'package types', run: () => checkPackageTypes(inRepository('dist', 'npm')) },
  { name: 'size of the console', run: () => checkConsoleSize(() => {}) },
  { name: 'rules with tests', run: () => checkSpec(() => {}) },
]

await runMain(async () => {
  const failed: string[] = []
  for (const check of checks) {
    const started = performance.now()
    try {
      await check.run()
      console.log(`✓ ${check.name} (${((performance.now() - started) / 1000).toFixed(1)} s)`)
    } catch (error) {
      failed.push(check.name)
      console.log(`✗ ${check.name}\n${error instanceof UserError ? error.message : String(error)}\n`)
    }
  }
  if (failed.length > 0) throw new UserError(`Failed: ${failed.join(', ')}`)
  console.log('All checks passed')
})
