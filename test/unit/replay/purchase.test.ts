import { expect, test } from 'vitest'
import { parsePurchases } from '../../../cli/replay/purchase.ts'
import { ReplayError } from '../../../cli/replay/replay-error.ts'

test('[RPL1] rows of the sample: five columns, CRLF, ids with their leading zeros', () => {
  expect(parsePurchases(' 00004 0001 19970101  2   29.33\r\n 00004 0001 19970118  2   29.73\r\n')).toEqual([
    { line: 1, customer: '00004', day: Date.UTC(1997, 0, 1), quantity: 2, revenue: 29.33 },
    { line: 2, customer: '00004', day: Date.UTC(1997, 0, 18), quantity: 2, revenue: 29.73 },
  ])
})

test('[RPL1] rows of the master file: four columns below a heading', () => {
  expect(
    parsePurchases(' customer_id  date number_of_cds  dollar_value\r\n 00001 19970101  1   11.77\r\n'),
  ).toEqual([{ line: 2, customer: '00001', day: Date.UTC(1997, 0, 1), quantity: 1, revenue: 11.77 }])
})

test.each([
  ['a day that no calendar has', '00004 0001 19970631 2 29.33'],
  ['a missing column', '00004 0001 19970601 2'],
  ['a value that is no number', '00004 0001 19970601 2 free'],
])('[RPL1] %s is refused with its line', (_, row) => {
  const read = () => parsePurchases(`00001 0001 19970101 1 1.00\n${row}\n`)
  expect(read).toThrow(ReplayError)
  expect(read).toThrow(/^Line 2: found "00004/)
})

test('[RPL1] a file without purchases is refused', () => {
  expect(() => parsePurchases('\r\n')).toThrow('no purchases')
})
