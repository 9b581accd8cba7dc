import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server as HttpServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { AnalyticsBrowser } from '@segment/analytics-next'
import { build } from 'esbuild'
import type { Browser, BrowserContext, Page, Route } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { inRepository } from '../../../scripts/repository.ts'
import { launchChromium } from '../../support/chromium.ts'
import { startServer, type Server } from '../../support/server.ts'

/** What the page has, for functions that run in it. */
declare const loadAnalytics: (options: object) => AnalyticsBrowser
declare const analytics: AnalyticsBrowser

/** What the edge has of a visitor. */
interface Profile {
  readonly events: readonly { readonly type: string; readonly properties?: { readonly n?: number } }[]
  readonly traits: object
  readonly counts: { readonly duplicate: number }
}

const writeKey = 'ewk_stage_segment'
const patience = { timeout: 30_000, interval: 50 }
const contexts: BrowserContext[] = []
let directory: string
let shop: HttpServer
let shopOrigin: string
let server: Server
let browser: Browser

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'edgewise-segment-'))
  const client = await build({
    stdin: {
      contents: `import { AnalyticsBrowser } from '@segment/analytics-next'
        globalThis.loadAnalytics = ({ writeKey, cdnURL, ...options }) =>
          (globalThis.analytics = AnalyticsBrowser.load({ writeKey, cdnURL }, options))`,
      resolveDir: inRepository(),
    },
    bundle: true,
    format: 'iife',
    write: false,
    logLevel: 'warning',
  })
  const script = client.outputFiles[0]!.text
  // Of another origin than the Worker: what the client sends is then asked for first
  shop = createServer((request, response) => {
    if (request.url === '/client.js') response.setHeader('content-type', 'text/javascript').end(script)
    else
      response
        .setHeader('content-type', 'text/html')
        .end('<!doctype html><title>Shop</title><script src="/client.js"></script>')
  }).listen(0, '127.0.0.1')
  await once(shop, 'listening')
  // `as`: it listens on a port
  shopOrigin = `http://localhost:${(shop.address() as AddressInfo).port}`
  const site = join(directory, 'site.json')
  await writeFile(
    site,
    JSON.stringify({
      schema: 'site/1',
      id: 'stage',
      name: 'Stage',
      origins: [shopOrigin],
      writeKeys: [{ key: writeKey, consent: 'obtained' }],
      segments: [],
      // A claimed id may do a fifth of it: two events a second, five at once
      limits: { eventsPerSecond: 10, burst: 25 },
      slots: [],
      experiences: [],
    }),
  )
  ;[server, browser] = await Promise.all([startServer({ raw: true, site }), launchChromium()])
})

afterEach(async () => {
  await Promise.all(contexts.splice(0).map((context) => context.close()))
})

afterAll(async () => {
  await Promise.all([browser?.close(), server?.stop()])
  shop?.close()
  await rm(directory, { recursive: true, force: true })
})

/** Opens the shop with Segment's own client, told no more than where its settings are. */
async function openShop(
  options: object,
  onCall?: (route: Route, call: number) => Promise<void>,
): Promise<{ readonly page: Page; readonly anonymousId: string; readonly calls: () => number }> {
  const context = await browser.newContext({ permissions: ['local-network-access'] })
  contexts.push(context)
  let calls = 0
  await context.route(/\/v1\/[a-z]$/, async (route) => {
    if (route.request().method() === 'OPTIONS') return route.continue()
    calls += 1
    await (onCall ? onCall(route, calls) : route.continue())
  })
  const page = await context.newPage()
  await page.goto(shopOrigin)
  const anonymousId = await page.evaluate(
    async (settings) => {
      loadAnalytics(settings)
      await analytics.ready()
      return (await analytics.user()).anonymousId()!
    },
    { writeKey, cdnURL: server.url, ...options },
  )
  return { page, anonymousId, calls: () => calls }
}

async function profile(anonymousId: string): Promise<Profile | null> {
  const path = `/api/sites/${server.site}/profiles/anonymous:${anonymousId}`
  const response = await fetch(server.url + path, {
    headers: { authorization: `Bearer ${server.adminToken}` },
  })
  // `as`: the admin API's contract
  return response.status === 404 ? null : ((await response.json()) as Profile)
}

/** The numbers of the tracked events that the edge has, once it has as many. */
async function keptNumbers(anonymousId: string, count: number): Promise<unknown[]> {
  return vi.waitFor(async () => {
    const events = (await profile(anonymousId))?.events ?? []
    const numbers = events.filter(({ type }) => type === 'track').map(({ properties }) => properties?.n)
    expect(numbers.length).toBeGreaterThanOrEqual(count)
    return numbers.toSorted((a, b) => Number(a) - Number(b))
  }, patience)
}

const track = (page: Page, numbers: readonly number[]): Promise<void> =>
  page.evaluate((numbers) => {
    for (const n of numbers) void analytics.track('Numbered', { n })
  }, numbers)

const batching = {
  integrations: {
    'Segment.io': { deliveryStrategy: { strategy: 'batching', config: { size: 5, timeout: 200 } } },
  },
}

test('[ING45] Segment’s browser client delivers each kind of call, as it is', async () => {
  const { page, anonymousId } = await openShop({})
  await page.evaluate(async () => {
    await analytics.page('Home')
    await analytics.identify('ada', { first_name: 'Ada' })
    await analytics.track('Product Viewed', { category: 'hiking' })
    await analytics.screen('Welcome')
    await analytics.group('team', { plan: 'pro' })
    await analytics.alias('ada-2')
  })
  await vi.waitFor(async () => expect((await profile(anonymousId))?.events).toHaveLength(6), patience)
  const report = (await profile(anonymousId))!
  expect(report.events.map(({ type }) => type).toSorted()).toEqual([
    'alias',
    'group',
    'identify',
    'page',
    'screen',
    'track',
  ])
  expect(report.traits).toEqual({ first_name: 'Ada' })
  expect(report.counts).toMatchObject({ received: 6, accepted: 6 })
})

test('[ING45] Segment’s browser client batches, and each event arrives once', async () => {
  const { page, anonymousId, calls } = await openShop(batching)
  const numbers = Array.from({ length: 12 }, (_, index) => index)
  await track(page, numbers)
  expect(await keptNumbers(anonymousId, 12)).toEqual(numbers)
  expect(calls()).toBeLessThan(12)
})

test.each([
  ['single calls', {}],
  ['batches', batching],
])(
  '[ING45] Segment’s browser client sends %s again after 503, and after an answer that was lost',
  async (_, options) => {
    const { page, anonymousId, calls } = await openShop(options, async (route, call) => {
      if (call === 1) {
        return route.fulfill({
          status: 503,
          headers: { 'access-control-allow-origin': shopOrigin, 'retry-after': '1' },
        })
      }
      if (call === 2) {
        await route.fetch()
        return route.abort()
      }
      return route.continue()
    })
    await track(page, [1, 2, 3])
    expect(await keptNumbers(anonymousId, 3)).toEqual([1, 2, 3])
    await vi.waitFor(() => expect(calls()).toBeGreaterThanOrEqual(3), patience)
    await vi.waitFor(
      async () => expect((await profile(anonymousId))?.counts.duplicate).toBeGreaterThanOrEqual(1),
      patience,
    )
    expect(await keptNumbers(anonymousId, 3)).toEqual([1, 2, 3])
  },
)

test('[ING45] [ING51] Segment’s browser client waits as long as 429 says, and sends what was too much', async () => {
  const { page, anonymousId } = await openShop({})
  const refused: (string | undefined)[] = []
  page.on('response', (response) => {
    if (response.status() === 429) refused.push(response.headers()['retry-after'])
  })
  const numbers = Array.from({ length: 9 }, (_, index) => index)
  await track(page, numbers)
  expect(await keptNumbers(anonymousId, 9)).toEqual(numbers)
  expect(refused.length).toBeGreaterThan(0)
  expect(refused.every((seconds) => Number(seconds) >= 1)).toBe(true)
})
