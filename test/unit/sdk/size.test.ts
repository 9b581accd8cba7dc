import { expect, test } from 'vitest'
import { runCommand } from '../../../scripts/run-command.ts'

interface Result {
  readonly name: string
  readonly gzip: number
  readonly budget: { readonly gzip?: number }
}

test('[SDK37] what pages load stays within its budget of bytes', { timeout: 60_000 }, async () => {
  const { ok, output } = await runCommand('node', ['bench/sdk-size.ts', '--json', '--alone'])
  expect(output.slice(0, 1)).toBe('[')
  expect(ok, output).toBe(true)
  const script = (JSON.parse(output) as readonly Result[]).find(({ name }) => name.includes('ew.js'))
  expect(script?.budget.gzip).toBe(5_120)
  expect(script?.gzip).toBeLessThanOrEqual(5_120)
})
