import { expect, test } from 'vitest'
import { latestSaleDay, shiftTo, toOrderCompleted } from '../../../cli/replay/order-completed.ts'
import { parsePurchases } from '../../../cli/replay/purchase.ts'

const purchases = parsePurchases(
  '00021 0002 19980630 1 15.00\n00004 0001 19980628 2 29.33\n00004 0001 19980628 2 29.33\n',
)
const lastDay = Date.UTC(2026, 10, 22)

test('[RPL2] the last day of the file becomes the day asked for, and the days between stay', () => {
  const times = purchases.map((row) => toOrderCompleted(row, shiftTo(purchases, lastDay)).timestamp)
  expect(times).toEqual(['2026-11-22T00:01:00.000Z', '2026-11-20T00:01:00.000Z', '2026-11-20T00:01:00.000Z'])
})

test('[RPL2] today counts as soon as its sales are over', () => {
  expect(latestSaleDay(Date.UTC(2026, 10, 22, 0, 1))).toBe(lastDay)
  expect(latestSaleDay(Date.UTC(2026, 10, 22, 0, 1) - 1)).toBe(Date.UTC(2026, 10, 21))
})

test('[RPL3] a row is one Order Completed; equal rows of one day stay two by their line', () => {
  const [, first, second] = purchases.map((row) => toOrderCompleted(row, 0))
  expect(first).toMatchObject({
    type: 'track',
    event: 'Order Completed',
    userId: '00004',
    properties: { revenue: 29.33, currency: 'USD', quantity: 2 },
  })
  expect(first?.messageId).not.toBe(second?.messageId)
})
