import { expect, test } from 'vitest'
import { checkConsoleSize } from '../../../scripts/check-console-size.ts'

test('[CON19] the console’s pages keep to their budgets', async () => {
  const lines: string[] = []
  await checkConsoleSize((line) => lines.push(line))
  expect(lines.filter((line) => line.includes('-page.tsx')).length).toBeGreaterThan(5)
})
