import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { inRepository } from '../../../scripts/repository.ts'
import { runCommand } from '../../../scripts/run-command.ts'

interface Result {
  readonly name: string
  readonly gzip: number
  readonly budget: { readonly gzip?: number }
}

test(
  '[SDK37] what pages load stays within its budget of bytes, and is what the README says',
  { timeout: 60_000 },
  async () => {
    const { ok, output } = await runCommand('node', ['bench/sdk-size.ts', '--json', '--alone'])
    expect(output.slice(0, 1)).toBe('[')
    expect(ok, output).toBe(true)
    const results = JSON.parse(output) as readonly Result[]
    const script = results.find(({ name }) => name.includes('ew.js'))
    expect(script?.budget.gzip).toBe(5_120)
    expect(script?.gzip).toBeLessThanOrEqual(5_120)

    const live = results.find(({ name }) => name.includes('ew-live.js'))
    const kilobytes = (bytes: number | undefined): string => `${((bytes ?? 0) / 1_024).toFixed(1)} KB`
    const readme = await readFile(inRepository('README.md'), 'utf8')
    expect(readme).toContain(`The script is ${kilobytes(script?.gzip)} (gzip)`)
    expect(readme).toMatch(new RegExp(`live\\s+updates are ${kilobytes(live?.gzip)} more`))
  },
)
