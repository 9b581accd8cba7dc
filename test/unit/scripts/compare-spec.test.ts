import { expect, test } from 'vitest'
import { compareSpec } from '../../../scripts/spec/compare-spec.ts'

// rules of an invented document; built up, since the real check reads this file too
const rule = (number: number): string => `[${'TEA'}${number}]`

test('[RUN14] a rule without a test is named', () => {
  const spec = `- **${rule(1)}** Water boils.\n- **${rule(2)}** Tea steeps.`
  expect(compareSpec(spec, [`test('${rule(1)} it boils', …)`])).toEqual({
    rules: 2,
    untested: ['TEA2'],
    unknown: [],
    repeated: [],
  })
})

test('[RUN14] a test that names no rule of the document is named', () => {
  const tests = [`test('${rule(1)} it boils', …)`, `test.each(cups)("${rule(7)} %s", …)`]
  expect(compareSpec(`${rule(1)} Water boils.`, tests).unknown).toEqual(['TEA7'])
})

test('[RUN14] one title may prove several rules, and a mention inside a sentence is no rule', () => {
  const spec = `1. ${rule(1)} Water boils.\n2. ${rule(2)} Tea steeps after ${rule(1)}; see ${rule(9)}.`
  const { untested, unknown, repeated } = compareSpec(spec, [`it('${rule(1)} ${rule(2)} a cup of tea', …)`])
  expect({ untested, unknown, repeated }).toEqual({ untested: [], unknown: [], repeated: [] })
})

test('[RUN14] a number that was given twice is named', () => {
  const spec = `- ${rule(1)} Water boils.\n- ${rule(1)} Tea steeps.`
  expect(compareSpec(spec, [`test('${rule(1)}', …)`]).repeated).toEqual(['TEA1'])
})
