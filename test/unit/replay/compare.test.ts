import { expect, test } from 'vitest'
import { compareMembers, isEqual } from '../../../cli/replay/compare.ts'
import { formatReport } from '../../../cli/replay/report.ts'

const row = { segment: 'loyal', sentence: 'Bought often' }

test('[RPL5] equal counts of different customers are not equal, and the report names them', () => {
  const comparison = compareMembers(new Set(['00004', '00021']), new Set(['00021', '00035']))
  expect(isEqual(comparison)).toBe(false)
  const report = formatReport([{ ...row, comparison }])
  expect(report).toMatch(/^loyal +2 +2 +NO +Bought often$/m)
  expect(report).toContain('loyal: only the edge has 00004')
  expect(report).toContain('loyal: only DuckDB has 00035')
})

test('[RPL5] the same members in another order are equal, and there is nothing to add', () => {
  const comparison = compareMembers(new Set(['00004', '00021']), new Set(['00021', '00004']))
  expect(isEqual(comparison)).toBe(true)
  expect(formatReport([{ ...row, comparison }])).not.toContain('only')
})
