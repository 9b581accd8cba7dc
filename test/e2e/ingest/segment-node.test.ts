import { randomUUID } from 'node:crypto'
import { Analytics } from '@segment/analytics-node'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startServer, type Server } from '../../support/server.ts'

let server: Server

beforeAll(async () => {
  server = await startServer({ raw: true })
})

afterAll(() => server.stop())

/** Segment's own client, unmodified but for the host that it sends to. */
function client(writeKey: string): Analytics {
  return new Analytics({
    writeKey,
    host: server.url,
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
