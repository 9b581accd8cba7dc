import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'
import { afterEach, expect, test } from 'vitest'
import { type OrderCompleted, toOrderCompleted } from '../../../cli/replay/order-completed.ts'
import { sendOrders } from '../../../cli/replay/send.ts'
import type { Receipt } from '../../../shared/event/receipt.ts'

interface Answer {
  readonly status: number
  readonly headers?: Record<string, string>
  readonly receipts?: readonly Receipt[]
}
type Batch = readonly OrderCompleted[]

const open = new Set<() => Promise<unknown>>()
afterEach(async () => {
  for (const close of open) await close()
  open.clear()
})

/** Sends `count` orders to a receiver that answers as told; tells what arrived, and what was waited for. */
async function sendTo(count: number, answer: (batch: Batch, call: number) => Answer) {
  const arrived: Batch[] = []
  const keys = new Set<string | undefined>()
  const server = createServer((request, response) => {
    void json(request).then((body) => {
      const { batch } = body as { batch: Batch }
      const { status, headers, receipts } = answer(batch, arrived.push(batch))
      keys.add(request.headers.authorization)
      response.writeHead(status, headers).end(JSON.stringify({ receipts }))
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  open.add(async () => {
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  })

  const waits: number[] = []
  const wait = (ms: number) => Promise.resolve(waits.push(ms))
  const network = { fetch, wait, now: () => Date.UTC(2026, 10, 22) }
  const { port } = server.address() as AddressInfo
  const target = { url: `http://127.0.0.1:${port}`, site: 's', serverKey: 'ews_s_1', adminToken: '' }
  const events = Array.from({ length: count }, (_, index) =>
    toOrderCompleted({ line: index + 1, customer: '1', day: 0, quantity: 1, revenue: 1 }, 0),
  )
  const progress: number[] = []
  const sent = sendOrders(network, target, events, (done) => progress.push(done))
  return { sent, arrived, waits, keys, progress }
}

const receiptsFor = (batch: Batch, status: Receipt['status'] = 'accepted'): Receipt[] =>
  batch.map(({ messageId }) => ({ messageId, status }))

test('[RPL4] batches hold at most 100 events and carry the server key', async () => {
  const { sent, arrived, keys, progress } = await sendTo(250, (batch) => ({
    status: 200,
    receipts: receiptsFor(batch),
  }))
  expect(await sent).toEqual({ accepted: 250, duplicate: 0 })
  expect(arrived.map(({ length }) => length).toSorted((a, b) => b - a)).toEqual([100, 100, 50])
  expect([...keys]).toEqual([`Basic ${btoa('ews_s_1:')}`])
  expect(progress.at(-1)).toBe(250)
})

test.each([
  [429, '2', 2000],
  [503, 'Sun, 22 Nov 2026 00:00:03 GMT', 3000],
  [503, undefined, 1000],
])('[RPL4] %s with Retry-After %s is sent again after %s ms', async (status, retryAfter, waitMs) => {
  const { sent, arrived, waits } = await sendTo(1, (batch, call) =>
    call === 1
      ? { status, ...(retryAfter && { headers: { 'retry-after': retryAfter } }) }
      : { status: 200, receipts: receiptsFor(batch, 'duplicate') },
  )
  expect(await sent).toEqual({ accepted: 0, duplicate: 1 })
  expect(arrived).toHaveLength(2)
  expect(waits).toEqual([waitMs])
})

test('[RPL4] only what has no final receipt is sent again', async () => {
  const { sent, arrived } = await sendTo(3, (batch, call) => ({
    status: 200,
    receipts: call === 1 ? receiptsFor(batch.slice(0, 1)) : receiptsFor(batch),
  }))
  expect(await sent).toEqual({ accepted: 3, duplicate: 0 })
  expect(arrived.map((batch) => batch.map(({ messageId }) => Number(messageId.split('-').at(-1))))).toEqual([
    [1, 2, 3],
    [2, 3],
  ])
})

test('[RPL4] an event that the edge refuses ends the replay with the reason', async () => {
  const { sent } = await sendTo(1, (batch) => ({
    status: 200,
    receipts: [{ messageId: batch[0]!.messageId, status: 'quarantined', reason: 'invalid: no' }],
  }))
  await expect(sent).rejects.toThrow('cdnow-line-000001 was quarantined: invalid: no')
})

test('[RPL4] a refusal of the whole call is repeated as the edge said it', async () => {
  const { sent } = await sendTo(1, () => ({ status: 401 }))
  await expect(sent).rejects.toThrow(/answered 401/)
})

test('[RPL4] an edge that never answers is given up with what it said last', async () => {
  const { sent, waits } = await sendTo(1, () => ({ status: 503 }))
  await expect(sent).rejects.toThrow(/gave no answer in 8 attempts; the last said: 503/)
  expect(waits).toHaveLength(7)
})
