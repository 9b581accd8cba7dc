import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  beginEdit,
  changeEdit,
  isChanged,
  redoEdit,
  undoEdit,
  type PartEdit,
} from '../../../console/draft/part-edit.ts'

test('[CON14] undo goes back step by step, and redo forth again', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 30 }), (values) => {
      const steps: PartEdit[] = [beginEdit(1, null)]
      for (const value of values) {
        const next = changeEdit(steps.at(-1)!, value)
        if (next !== steps.at(-1)) steps.push(next)
      }
      let edit = steps.at(-1)!
      for (const step of steps.toReversed()) {
        expect(edit.value).toEqual(step.value)
        edit = undoEdit(edit)
      }
      expect(isChanged(edit)).toBe(false)
      for (const step of steps.slice(1)) {
        edit = redoEdit(edit)
        expect(edit.value).toEqual(step.value)
      }
    }),
    { seed: 6 },
  )
})

test('[CON14] the letters of a word are one step', () => {
  let edit = beginEdit(1, { name: '' })
  for (const name of ['S', 'Sp', 'Spr']) edit = changeEdit(edit, { name }, 'name')
  edit = changeEdit(edit, { name: 'Spr', enabled: true })
  edit = changeEdit(edit, { name: 'Spri', enabled: true }, 'name')
  expect(undoEdit(edit).value).toEqual({ name: 'Spr', enabled: true })
  expect(undoEdit(undoEdit(edit)).value).toEqual({ name: 'Spr' })
  expect(undoEdit(undoEdit(undoEdit(edit))).value).toEqual({ name: '' })
})

test('[CON14] a new change after an undo forgets what was undone', () => {
  const edit = changeEdit(undoEdit(changeEdit(beginEdit(1, 'a'), 'b')), 'c')
  expect(redoEdit(edit)).toBe(edit)
  expect(undoEdit(edit).value).toBe('a')
})
