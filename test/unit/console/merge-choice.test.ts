import { expect, test } from 'vitest'
import type { EditConflict } from '../../../console/draft/edit-conflict.ts'
import { allOf, isSettled, mergeBy } from '../../../console/draft/merge/merge-choice.ts'

const conflict: EditConflict = {
  version: 7,
  by: 'bea@example.com',
  base: { name: 'Hero', enabled: true, variants: [{ id: 'a' }, { id: 'b' }, { id: 'c' }] },
  theirs: { name: 'Stage', enabled: false, variants: [{ id: 'b' }, { id: 'a' }, { id: 'c' }] },
  yours: { name: 'Top', enabled: true, holdout: 0.1, variants: [{ id: 'a' }, { id: 'c' }, { id: 'b' }] },
  merged: undefined,
  clashes: [],
}

test('[CON6] each clash is chosen by itself, and all else of both is kept', () => {
  const { clashes } = mergeBy(conflict, {})
  expect(clashes.map(({ path, what }) => [path, what])).toEqual([
    ['/name', 'value'],
    ['/variants', 'order'],
  ])
  expect(isSettled(clashes, {})).toBe(false)
  expect(isSettled(clashes, { 'value:/name': 'yours' })).toBe(false)
  const choices = { 'value:/name': 'yours', 'order:/variants': 'theirs' } as const
  expect(isSettled(clashes, choices)).toBe(true)
  expect(mergeBy(conflict, choices).merged).toEqual({
    name: 'Top',
    enabled: false,
    holdout: 0.1,
    variants: [{ id: 'b' }, { id: 'a' }, { id: 'c' }],
  })
  expect(mergeBy(conflict, allOf(clashes, 'yours')).merged).toEqual({
    name: 'Top',
    enabled: false,
    holdout: 0.1,
    variants: [{ id: 'a' }, { id: 'c' }, { id: 'b' }],
  })
})

test('[CON6] where what both began with is forgotten, one side is chosen as a whole', () => {
  const { clashes } = mergeBy({ ...conflict, base: undefined }, {})
  expect(clashes.map(({ path }) => path)).toEqual([''])
  const forgotten = { ...conflict, base: undefined }
  expect(mergeBy(forgotten, allOf(clashes, 'yours')).merged).toEqual(conflict.yours)
})
