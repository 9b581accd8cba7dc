import type { BrowserContext, Page, Request } from 'playwright-core'
import { describe, expect, test, vi } from 'vitest'
import type { SentRequest } from '../../../sdk/sent-request.ts'
import type { EdgewiseGlobal } from '../../../sdk/page-global.ts'
import { ready } from './ready.ts'
import { createStage } from './stage.ts'

declare const edgewise: EdgewiseGlobal

const stage = createStage()
const interact = '**/v1/interact'
const patience = { timeout: 20_000, interval: 50 }

/** Takes beacons from a visitor's pages, as some blockers do: what an ended page could not send waits in its queue. */
async function refuseBeacons(visitor: BrowserContext): Promise<void> {
  await visitor.addInitScript(() => {
    navigator.sendBeacon = () => false
  })
}

/** Tracks events with these numbers, one after the other, and waits until each was tried. */
function trackNumbers(page: Page, numbers: readonly number[]): Promise<unknown> {
  return page.evaluate(
    (numbers) => Promise.all(numbers.map((n) => edgewise.track('Numbered', { n }))),
    [...numbers],
  )
}

describe('nothing is lost, nothing doubled', () => {
  test('[SDK11] events made offline arrive once the network is back: in order, with their own time and page', async () => {
    const visitor = await stage.newVisitor()
    const address = await stage.set(visitor, { path: '/shelf' })
    const page = await visitor.newPage()
    await page.clock.install()
    await page.goto(address)
    await ready(page)
    await visitor.setOffline(true)
    for (const n of [1, 2, 3]) {
      expect(await trackNumbers(page, [n])).toEqual([undefined])
      await page.clock.fastForward(60_000)
    }
    expect(await page.evaluate(() => edgewise.status().queued)).toBe(3)
    await visitor.setOffline(false)
    await vi.waitFor(async () => expect(await stage.keptNumbers(visitor)).toEqual([1, 2, 3]), patience)
    const events = (await stage.kept(visitor)).filter(({ type }) => type === 'track')
    const [first, second, third] = events.map(({ at }) => Math.round(at / 60_000))
    expect([second, third]).toEqual([(first ?? 0) + 1, (first ?? 0) + 2])
    for (const { context } of events) expect(context?.page?.url).toBe(address)
    await vi.waitFor(
      async () => expect(await page.evaluate(() => edgewise.status().queued)).toBe(0),
      patience,
    )
  })

  test('[SDK12] what a closed tab could not send, the next page sends', async () => {
    const visitor = await stage.newVisitor()
    await refuseBeacons(visitor)
    const page = await stage.open(visitor, { path: '/first' })
    await ready(page)
    await visitor.route(interact, (route) => route.abort())
    await trackNumbers(page, [1, 2])
    await page.close()
    await visitor.unroute(interact)
    const next = await stage.open(visitor, { path: '/second' })
    await ready(next)
    expect(await stage.keptNumbers(visitor)).toEqual([1, 2])
    const pages = (await stage.kept(visitor))
      .filter(({ type }) => type === 'track')
      .map(({ context }) => context?.page?.url)
    expect(pages).toEqual([`${stage.server.url}/first`, `${stage.server.url}/first`])
  })

  test('[SDK12] a first call that never came back is finished by the next page, and makes one visitor', async () => {
    const visitor = await stage.newVisitor()
    await refuseBeacons(visitor)
    // The edge gets it, and its answer is lost: no cookie arrives
    await visitor.route(interact, async (route) => {
      await fetch(route.request().url(), {
        method: 'POST',
        body: route.request().postData() ?? '',
        headers: { origin: stage.server.url },
      })
      await route.abort()
    })
    const page = await stage.open(visitor)
    await ready(page)
    await trackNumbers(page, [1])
    await page.close()
    expect(await stage.visitorId(visitor)).toBeUndefined()
    await visitor.unroute(interact)
    await ready(await stage.open(visitor))
    expect(await stage.keptNumbers(visitor)).toEqual([1])
    const views = (await stage.kept(visitor)).filter(({ type }) => type === 'page')
    expect(views).toHaveLength(2)
  })

  test('[SDK13] an event whose answer was lost is sent again, and taken once', async () => {
    const visitor = await stage.newVisitor()
    const page = await stage.open(visitor)
    await ready(page)
    await page.route(interact, async (route) => {
      await route.fetch()
      await route.abort()
    })
    expect(await trackNumbers(page, [1, 2])).toEqual([undefined, undefined])
    expect(await stage.keptNumbers(visitor)).toEqual([1, 2])
    await page.unrouteAll({ behavior: 'wait' })
    const statuses = await page.evaluate(async () => {
      const statuses: string[] = []
      edgewise.on('sent', ({ response }) => statuses.push(...response.receipts.map(({ status }) => status)))
      await edgewise.flush()
      return statuses
    })
    expect(statuses).toEqual(['duplicate', 'duplicate'])
    expect(await stage.keptNumbers(visitor)).toEqual([1, 2])
    expect(await page.evaluate(() => edgewise.status().queued)).toBe(0)
  })

  test('[SDK13] the edge is killed again and again while a page sends: what it receipted it has, once', async () => {
    const visitor = await stage.newVisitor()
    const page = await stage.open(visitor)
    await ready(page)
    const errors: Error[] = []
    page.on('pageerror', (error) => errors.push(error))
    const receipted: number[] = []
    await page.exposeFunction('onReceipt', (n: number) => receipted.push(n))
    let next = 0
    const burst = async (): Promise<void> => {
      const numbers = Array.from({ length: 10 }, () => (next += 1))
      await page.evaluate((numbers) => {
        const { onReceipt } = globalThis as unknown as { onReceipt: (n: number) => void }
        for (const n of numbers) {
          void edgewise.track('Numbered', { n }).then((receipt) => receipt && onReceipt(n))
        }
      }, numbers)
    }
    for (let round = 0; round < 3; round += 1) {
      await burst()
      await stage.server.kill()
      await burst()
      // All are receipted to be kept before the machine dies: read after the restart
      await stage.server.restart()
      const acknowledged = [...receipted]
      await burst()
      await page.evaluate(() => edgewise.flush())
      expect(await stage.keptNumbers(visitor)).toEqual(expect.arrayContaining(acknowledged))
    }
    await vi.waitFor(async () => {
      await page.evaluate(() => edgewise.flush())
      expect(await page.evaluate(() => edgewise.status().queued)).toBe(0)
    }, patience)
    expect(await stage.keptNumbers(visitor)).toEqual(Array.from({ length: next }, (_, index) => index + 1))
    expect(errors).toEqual([])
  })

  test.each([
    ['its id in a cookie', false],
    ['its id kept by the script', true],
  ])(
    '[SDK14] two tabs that start at once are one visitor, and send each event once (%s)',
    async (_, isElsewhere) => {
      const visitor = await stage.newVisitor()
      const address = await stage.set(visitor, { isElsewhere })
      const pages = await Promise.all([visitor.newPage(), visitor.newPage()])
      await Promise.all(pages.map((page) => page.goto(address)))
      await Promise.all(pages.map((page) => page.waitForFunction(() => 'edgewise' in globalThis)))
      await Promise.all(
        pages.map((page, tab) =>
          trackNumbers(
            page,
            Array.from({ length: 20 }, (_, i) => tab * 20 + i),
          ),
        ),
      )
      const [first, second] = await Promise.all(
        pages.map((page) => page.evaluate(() => edgewise.flush().then(() => edgewise.status().visitorId))),
      )
      expect(first).toBe(second)
      const id = first ?? (await stage.visitorId(visitor))
      expect(id).toBeDefined()
      const numbers = await stage.keptNumbers(id ?? '')
      expect(numbers.toSorted((a = 0, b = 0) => a - b)).toEqual(Array.from({ length: 40 }, (_, i) => i))
      expect((await stage.kept(id ?? '')).filter(({ type }) => type === 'page')).toHaveLength(2)
    },
  )

  test('[SDK15] what is said while the page goes away leaves with it', async () => {
    const visitor = await stage.newVisitor()
    const page = await stage.open(visitor)
    await ready(page)
    await page.evaluate(() => {
      addEventListener('pagehide', () => void edgewise.track('Left', { n: 7 }))
    })
    await page.goto('about:blank')
    await vi.waitFor(async () => expect(await stage.keptNumbers(visitor)).toEqual([7]), patience)
  })
})

describe('how it sends', () => {
  test.each([429, 503])(
    '[SDK16] Retry-After of a %i is obeyed, whatever happens meanwhile',
    async (status) => {
      const visitor = await stage.newVisitor()
      await stage.set(visitor)
      const page = await visitor.newPage()
      await page.clock.install()
      await page.goto(stage.server.url)
      await ready(page)
      let requests = 0
      await page.route(interact, (route) => {
        requests += 1
        return route.fulfill({ status, headers: { 'retry-after': '60' }, body: '{}' })
      })
      await trackNumbers(page, [1])
      expect(requests).toBe(1)
      await trackNumbers(page, [2])
      await page.evaluate(() => {
        dispatchEvent(new Event('online'))
        return edgewise.flush()
      })
      expect(requests).toBe(1)
      await page.unroute(interact)
      // The pause, and the jitter of a first failure
      await page.clock.fastForward(61_001)
      await vi.waitFor(async () => expect(await stage.keptNumbers(visitor)).toEqual([1, 2]), patience)
    },
  )

  test('[SDK16] after failures it tries again by itself, at random within a time that doubles', async () => {
    const visitor = await stage.newVisitor()
    await stage.set(visitor)
    const page = await visitor.newPage()
    // The jitter's longest
    await page.addInitScript(() => {
      Math.random = () => 1
    })
    const now = Date.now()
    await page.clock.install({ time: now })
    await page.clock.pauseAt(now + 60_000)
    await page.goto(stage.server.url)
    await ready(page)
    let requests = 0
    await page.route(interact, (route) => {
      requests += 1
      return route.fulfill({ status: 500, body: 'broken' })
    })
    await trackNumbers(page, [1])
    for (const [index, pauseMs] of [1_000, 2_000, 4_000].entries()) {
      expect(requests).toBe(index + 1)
      await page.clock.runFor(pauseMs - 1)
      expect(requests).toBe(index + 1)
      const failure = page.waitForResponse(interact)
      await page.clock.runFor(1)
      await failure
      // The page has taken the failure in when it gives its lock back
      await page.evaluate(
        (key) => navigator.locks.request(`edgewise:${key}`, () => {}),
        stage.server.writeKey,
      )
    }
    await page.unroute(interact)
    await page.clock.runFor(8_000)
    await vi.waitFor(async () => expect(await stage.keptNumbers(visitor)).toEqual([1]), patience)
  })

  test.each([
    ['an answer that is cut off', '{"receipts":[{"mess'],
    ["a hotel's sign-in page", '<!doctype html><title>Welcome</title>'],
    ['JSON of somebody else', '{"ok":true}'],
  ])('[SDK16] %s counts as none', async (_, body) => {
    const visitor = await stage.newVisitor()
    const page = await stage.open(visitor)
    await ready(page)
    await page.route(interact, (route) => route.fulfill({ status: 200, body }), { times: 1 })
    expect(await trackNumbers(page, [1])).toEqual([undefined])
    expect(await page.textContent('[data-ew-slot=hero]')).toBe('Default')
    await vi.waitFor(async () => expect(await stage.keptNumbers(visitor)).toEqual([1]), patience)
  })

  test('[SDK17] a request has at most 50 events and 60 KB of them', async () => {
    const visitor = await stage.newVisitor()
    const page = await stage.open(visitor)
    await ready(page)
    await visitor.setOffline(true)
    await page.evaluate(() => {
      for (let n = 0; n < 70; n += 1) void edgewise.track('Numbered', { n })
      for (let n = 70; n < 90; n += 1) void edgewise.track('Numbered', { n, text: 'ж'.repeat(3_000) })
      return edgewise.flush()
    })
    const batches: SentRequest['batch'][] = []
    page.on('request', (request: Request) => {
      if (request.url().endsWith('/v1/interact')) {
        batches.push((JSON.parse(request.postData() ?? '{}') as SentRequest).batch)
      }
    })
    await visitor.setOffline(false)
    await vi.waitFor(async () => {
      expect(await stage.keptNumbers(visitor)).toEqual(Array.from({ length: 90 }, (_, n) => n))
    }, patience)
    expect(batches.length).toBeGreaterThan(2)
    for (const batch of batches) {
      expect(batch.length).toBeLessThanOrEqual(50)
      expect(Buffer.byteLength(JSON.stringify(batch))).toBeLessThanOrEqual(61_000)
    }
  })

  test.each([
    [
      'events',
      'data-consent="granted"',
      () => [1, 2, 3].forEach((n) => void edgewise.track('Numbered', { n })),
    ],
    [
      'held events and consent to them',
      'data-consent="wait"',
      () => {
        for (const n of [1, 2, 3]) void edgewise.track('Numbered', { n })
        edgewise.consent('granted')
      },
    ],
  ])('[SDK17] what is said in one breath is one request: %s', async (_, script, say) => {
    const visitor = await stage.newVisitor()
    const page = await stage.open(visitor, { script })
    await ready(page)
    let requests = 0
    page.on('request', (request) => {
      if (request.url().endsWith('/v1/interact')) requests += 1
    })
    await page.evaluate(say)
    await vi.waitFor(async () => expect(await stage.keptNumbers(visitor)).toEqual([1, 2, 3]), patience)
    await vi.waitFor(
      async () => expect(await page.evaluate(() => edgewise.status().queued)).toBe(0),
      patience,
    )
    // Whoever has the lock next comes after all that was asked
    await page.evaluate((key) => navigator.locks.request(`edgewise:${key}`, () => {}), stage.server.writeKey)
    expect(requests).toBe(1)
  })

  test('[SDK18] at most 1,000 events wait; what is dropped for it is counted and said', async () => {
    const visitor = await stage.newVisitor()
    stage.expectLoss(visitor)
    const page = await stage.open(visitor)
    await ready(page)
    await visitor.setOffline(true)
    const { lost, messages } = await page.evaluate(async () => {
      const messages: string[] = []
      edgewise.on('error', ({ code, message }) => code === 'lost' && messages.push(message))
      const all = Array.from({ length: 1_003 }, (_, n) => edgewise.track('Numbered', { n }))
      await Promise.all(all)
      await edgewise.flush()
      return { lost: edgewise.status().lost, messages }
    })
    expect(lost).toBe(3)
    expect(messages).toEqual(['3 events dropped'])
    await visitor.setOffline(false)
    const kept = Array.from({ length: 1_000 }, (_, index) => index + 3)
    await vi.waitFor(async () => expect(await stage.keptNumbers(visitor)).toEqual(kept), patience)
  })

  test('[SDK18] an event that a closed tab left more than 7 days ago is dropped', async () => {
    const visitor = await stage.newVisitor()
    await refuseBeacons(visitor)
    const page = await stage.open(visitor)
    await ready(page)
    await visitor.route(interact, (route) => route.abort())
    await trackNumbers(page, [1])
    await page.close()
    await visitor.unroute(interact)
    const later = await visitor.newPage()
    await later.clock.install({ time: Date.now() + 7 * 86_400_000 + 60_000 })
    await later.goto(stage.server.url)
    await ready(later)
    expect(await later.evaluate(() => edgewise.status().lost)).toBe(1)
    expect(await stage.keptNumbers(visitor)).toEqual([])
  })
})
