import { expect, test } from 'vitest'
import { latencyOf } from '../../../console/pages/overview/live/latency-of.ts'

test('[CON24] the overview tells the time of decisions by the calls that it shows: half of them, and 95 of a hundred', () => {
  expect(latencyOf([{ ms: null }])).toBeNull()
  expect(latencyOf([{ ms: 4 }])).toEqual({ half: 4, most: 4 })
  const calls = Array.from({ length: 100 }, (_, index) => ({ ms: 100 - index }))
  expect(latencyOf([...calls, { ms: null }])).toEqual({ half: 50, most: 95 })
})
