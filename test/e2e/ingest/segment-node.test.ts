import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { Analytics } from '@segment/analytics-node'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startServer, type Server } from '../../support/server.ts'

let server: Server

beforeAll(async () => {
  server = await startServer({ raw: true })
})

afterAll(() => server.stop())

/** Segment's own client, unmodified but for the host that it sends to. */
function client(writeKey: string, host = server.url): Analytics {
  return new Analytics({
    writeKey,
    host,
    path: '/v1/batch',
    maxEventsInBatch: 5,
    flushInterval: 100,
  })
}

async function profile(
  ref: string,
): Promise<{ events: { name: string; type: string }[]; traits: object } | null> {
  const response = await fetch(`${server.url}/api/sites/${server.site}/profiles/${encodeURIComponent(ref)}`, {
    headers: { authorization: `Bearer ${server.adminToken}` },
  })
  // `as`: the admin API's answer, asserted on below
  return response.status === 404 ? null : ((await response.json()) as { events: []; traits: object })
}

test('[ING7] Segment’s Node client delivers what several visitors did, under a server key', async () => {
  const analytics = client(server.serverKey)
  const [ada, bob] = [`ada-${randomUUID()}`, `bob-${randomUUID()}`]
  analytics.identify({ userId: ada, traits: { first_name: 'Ada' } })
  for (let order = 1; order <= 7; order += 1) {
    analytics.track({ userId: ada, event: 'Order Completed', properties: { order_id: order, revenue: 10 } })
    analytics.track({ userId: bob, event: 'Product Viewed', properties: { category: 'hiking' } })
  }
  analytics.page({ userId: bob, name: 'Home', properties: { path: '/' } })
  await analytics.closeAndFlush({ timeout: 10_000 })

  const [adas, bobs] = [await profile(`user:${ada}`), await profile(`user:${bob}`)]
  expect(adas?.traits).toEqual({ first_name: 'Ada' })
  expect(adas?.events.filter(({ name }) => name === 'Order Completed')).toHaveLength(7)
  expect(bobs?.events.map(({ name }) => name).filter((name) => name === 'Product Viewed')).toHaveLength(7)
  expect(bobs?.events).toContainEqual(expect.objectContaining({ type: 'page', name: 'Page Viewed' }))
})

test('[ING4] Segment’s Node client is told that its key is wrong', async () => {
  const analytics = client('ewk_nobody_x')
  const failed = new Promise<unknown>((resolve) => analytics.on('error', ({ reason }) => resolve(reason)))
  analytics.track({ userId: 'ada', event: 'Order Completed' })
  await analytics.closeAndFlush({ timeout: 10_000 })
  expect(String(await failed)).toContain('401')
})

test('[ING7] Segment’s Node client sends again after 429 and 503, and after an answer that was lost, and all is there once', async () => {
  let calls = 0
  // A network between the two that is not at its best
  const pass = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await text(request)
    calls += 1
    const call = calls
    if (call === 1) return void response.writeHead(429, { 'retry-after': '1' }).end()
    if (call === 2) return void response.writeHead(503).end()
    const { authorization = '', 'content-type': type = '' } = request.headers
    const headers = { authorization, 'content-type': type }
    const answer = await fetch(server.url + request.url, { method: 'POST', headers, body })
    if (call === 3) response.destroy()
    else response.writeHead(answer.status).end(await answer.text())
  }
  const network = createServer((request, response) => void pass(request, response)).listen(0, '127.0.0.1')
  await once(network, 'listening')
  try {
    // `as`: it listens on a port
    const analytics = client(server.serverKey, `http://127.0.0.1:${(network.address() as AddressInfo).port}`)
    const ada = `ada-${randomUUID()}`
    for (let order = 1; order <= 5; order += 1)
      analytics.track({ userId: ada, event: 'Order Completed', properties: { order_id: order } })
    await analytics.closeAndFlush({ timeout: 30_000 })
    expect(calls).toBeGreaterThanOrEqual(4)
    expect((await profile(`user:${ada}`))?.events).toHaveLength(5)
  } finally {
    network.close()
    network.closeAllConnections()
  }
})
