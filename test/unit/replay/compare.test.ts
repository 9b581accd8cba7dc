import { expect, test } from 'vitest'
import { compareMembers, isEqual } from '../../../cli/replay/compare.ts'
import { questions } from '../../../cli/replay/questions.ts'
import { formatReport } from '../../../cli/replay/report.ts'

const question = questions[0]!

test('[RPL5] equal counts of different customers are not equal, and the report names them', () => {
  const comparison = compareMembers(new Set(['00004', '00021']), new Set(['00021', '00035']))
  expect(isEqual(comparison)).toBe(false)
  const report = formatReport([{ question, comparison }])
  expect(report).toMatch(new RegExp(`^${question.segment.id} +2 +2 +NO `, 'm'))
  expect(report).toContain(`${question.segment.id}: only the edge has 00004`)
  expect(report).toContain(`${question.segment.id}: only DuckDB has 00035`)
})

test('[RPL5] the same members in another order are equal, and there is nothing to add', () => {
  const comparison = compareMembers(new Set(['00004', '00021']), new Set(['00021', '00004']))
  expect(isEqual(comparison)).toBe(true)
  expect(formatReport([{ question, comparison }])).not.toContain('only')
})
