import { glob, readFile } from 'node:fs/promises'
import { compareSpec } from './spec/compare-spec.ts'
import { inRepository } from './repository.ts'
import { runMain } from './run-main.ts'
import { UserError } from './user-error.ts'

/** Fails, naming them, when a rule of docs/spec.md has no test or a test names a rule that is not there. */
export async function checkSpec(print: (line: string) => void): Promise<void> {
  const spec = await readFile(inRepository('docs', 'spec.md'), 'utf8')
  const tests: string[] = []
  for await (const file of glob('test/**/*.test.ts', { cwd: inRepository() })) {
    tests.push(await readFile(inRepository(file), 'utf8'))
  }
  const { rules, untested, unknown, repeated } = compareSpec(spec, tests)
  const complaints = [
    ...untested.map((rule) => `[${rule}] has no test`),
    ...unknown.map((rule) => `[${rule}] is named by a test, but is no rule of docs/spec.md`),
    ...repeated.map((rule) => `[${rule}] stands more than once in docs/spec.md`),
  ]
  if (complaints.length > 0) throw new UserError(complaints.join('\n'))
  print(`${rules} rules, each with a test`)
}

if (import.meta.main) await runMain(() => checkSpec((line) => console.log(line)))
