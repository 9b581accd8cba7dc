import { build } from 'esbuild'
import type { AnalyticsBrowser } from '@segment/analytics-next'
import type { Page } from 'playwright-core'
import { beforeAll, expect, test, vi } from 'vitest'
import { inRepository } from '../../../scripts/repository.ts'
import type { EdgewiseGlobal } from '../../../sdk/page-global.ts'
import { ready } from './ready.ts'
import { createStage } from './stage.ts'

/** What the page has, for functions that run in it. */
declare const edgewise: EdgewiseGlobal
declare const analytics: AnalyticsBrowser

type Wire = Readonly<Record<string, unknown>>
type Call = readonly [verb: string, ...args: unknown[]]

const stage = createStage()
let client: string

beforeAll(async () => {
  const { outputFiles } = await build({
    stdin: {
      contents: `import { AnalyticsBrowser } from '@segment/analytics-next'
        globalThis.analytics = AnalyticsBrowser.load({
          writeKey: 'key',
          cdnSettings: { integrations: { 'Segment.io': { apiKey: 'key' } } },
        })`,
      resolveDir: inRepository(),
    },
    bundle: true,
    format: 'iife',
    write: false,
    logLevel: 'warning',
  })
  client = outputFiles[0]!.text
})

/** A page that has Segment's own client beside ours, and what the two put on the wire. */
async function openBoth(): Promise<{ readonly page: Page; readonly segment: Wire[]; readonly ours: Wire[] }> {
  const visitor = await stage.newVisitor()
  const segment: Wire[] = []
  const ours: Wire[] = []
  const bodyOf = (text: string | null): Wire => JSON.parse(text ?? '') as Wire
  await visitor.route('https://api.segment.io/**', async (route) => {
    segment.push(bodyOf(route.request().postData()))
    await route.fulfill({
      status: 200,
      body: '{"success":true}',
      headers: { 'access-control-allow-origin': '*' },
    })
  })
  const address = await stage.set(visitor, {
    path: '/shop?size=m',
    script: 'data-consent="granted" data-page="off"',
  })
  const page = await visitor.newPage()
  page.on('request', (request) => {
    if (request.url().endsWith('/v1/interact'))
      ours.push(...(bodyOf(request.postData())['batch'] as readonly Wire[]))
  })
  await page.goto(address)
  await ready(page)
  await page.evaluate(client)
  await page.evaluate(() => analytics.ready())
  return { page, segment, ours }
}

const SAID = ['type', 'event', 'name', 'category', 'properties', 'traits', 'userId', 'groupId', 'previousId']

/** What an event says: Segment's client says nothing by `null` and by empty objects, ours by leaving it away. */
function said(event: Wire): Wire {
  const isSaid = (value: unknown): boolean => !['null', '{}', undefined].includes(JSON.stringify(value))
  return Object.fromEntries(SAID.filter((name) => isSaid(event[name])).map((name) => [name, event[name]]))
}

test.each<[string, ...Call[]]>([
  ['track(event)', ['track', 'Opened']],
  ['track(event, properties)', ['track', 'Opened', { n: 1, deep: { list: [1, null, 'x'] } }]],
  ['page()', ['page']],
  ['page(name)', ['page', 'Boots']],
  ['page(category, name)', ['page', 'Shop', 'Boots']],
  ['page(name, properties)', ['page', 'Boots', { season: 'winter' }]],
  ['page(category, name, properties)', ['page', 'Shop', 'Boots', { season: 'winter' }]],
  ['page(properties)', ['page', { season: 'winter' }]],
  ['screen(name)', ['screen', 'Size guide']],
  ['screen(category, name, properties)', ['screen', 'Help', 'Size guide', { from: 'hero' }]],
  ['identify(traits)', ['identify', { firstName: 'Ada' }]],
  ['identify(userId, traits), and track', ['identify', 'user-1', { plan: 'pro' }], ['track', 'Opened']],
  ['identify(userId)', ['identify', 'user-1']],
  ['group(groupId)', ['group', 'team-7']],
  ['group(groupId, traits)', ['group', 'team-7', { plan: 'pro' }]],
  ['alias(userId, previousId)', ['alias', 'user-2', 'user-1']],
])('[SDK45] %s says what it says with Segment’s client', async (_, ...calls) => {
  const { page, segment, ours } = await openBoth()
  for (const [verb, ...args] of calls) {
    await page.evaluate(
      async ([verb, args]) => {
        // `as`: both have these verbs
        const clients = [edgewise, analytics] as unknown as Record<
          string,
          (...args: unknown[]) => Promise<unknown>
        >[]
        for (const client of clients) await client[verb]!(...args)
      },
      [verb, args] as const,
    )
  }
  await vi.waitFor(() => expect(segment).toHaveLength(calls.length), 20_000)
  expect(ours.map(said)).toEqual(segment.map(said))
})

test('[SDK46] Segment’s client on the same page is left alone', async () => {
  const { page, segment, ours } = await openBoth()
  await page.evaluate(async () => {
    await analytics.track('Theirs')
    await edgewise.track('Ours')
  })
  await vi.waitFor(() => expect(segment.map(({ event }) => event)).toEqual(['Theirs']), 20_000)
  expect(ours.map(({ event }) => event)).toEqual(['Ours'])
})
