import type { BrowserContext, Page } from 'playwright-core'
import { describe, expect, test, vi } from 'vitest'
import type { EdgewiseGlobal } from '../../../sdk/page-global.ts'
import { ready } from './ready.ts'
import { createStage } from './stage.ts'

declare const edgewise: EdgewiseGlobal

const stage = createStage()
const interact = '**/v1/interact'
const patience = { timeout: 20_000, interval: 50 }

/** Ends a tab as the system does when it runs out of memory: no handler runs, nothing is said. */
async function killTab(page: Page): Promise<void> {
  const crashed = page.waitForEvent('crash')
  void page.goto('chrome://crash').catch(() => {})
  await crashed
  await page.close()
}

/** Holds the next call of a visitor's pages: before the edge has it, or when its answer is on the way back. */
async function holdCall(
  visitor: BrowserContext,
  edgeHasIt: boolean,
): Promise<{ readonly isHeld: Promise<void> }> {
  let hold: () => void = () => {}
  const isHeld = new Promise<void>((resolve) => (hold = resolve))
  await visitor.route(
    interact,
    async (route) => {
      if (edgeHasIt) await route.fetch()
      // Never answered
      hold()
    },
    { times: 1 },
  )
  return { isHeld }
}

const say = (page: Page, numbers: readonly number[]): Promise<void> =>
  page.evaluate((numbers) => {
    for (const n of numbers) void edgewise.track('Numbered', { n })
  }, numbers)

describe('a tab that is killed', () => {
  test.each([
    ['before the edge had it', false],
    ['when the edge had it, and its answer had not arrived', true],
  ])(
    '[SDK81] in the middle of a call, %s: the next page finishes it, and each event is there once',
    async (_, edgeHasIt) => {
      const visitor = await stage.newVisitor()
      const page = await stage.open(visitor)
      await ready(page)
      const { isHeld } = await holdCall(visitor, edgeHasIt)
      await say(page, [1, 2, 3])
      await isHeld
      await killTab(page)
      // The browser may have sent it on behalf of the dead tab: it was `keepalive`
      if (edgeHasIt) expect(await stage.keptNumbers(visitor)).toEqual([1, 2, 3])
      const next = await stage.open(visitor)
      await ready(next)
      await next.evaluate(() => edgewise.track('Numbered', { n: 4 }))
      expect(await stage.keptNumbers(visitor)).toEqual([1, 2, 3, 4])
      expect(await next.evaluate(() => edgewise.status().queued)).toBe(0)
    },
  )

  test('[SDK81] while it sends for all: another tab that waits takes over, and says what was left', async () => {
    const visitor = await stage.newVisitor()
    const sender = await stage.open(visitor)
    await ready(sender)
    const other = await stage.open(visitor, { path: '/other' })
    await ready(other)
    const { isHeld } = await holdCall(visitor, true)
    await say(sender, [1, 2])
    await isHeld
    // It waits for the lock that the other has
    await say(other, [3, 4])
    expect(await other.evaluate(() => edgewise.status().queued)).toBeGreaterThan(0)
    await killTab(sender)
    await vi.waitFor(async () => {
      const numbers = await stage.keptNumbers(visitor)
      expect(numbers.toSorted((a = 0, b = 0) => a - b)).toEqual([1, 2, 3, 4])
    }, patience)
    await vi.waitFor(
      async () => expect(await other.evaluate(() => edgewise.status().queued)).toBe(0),
      patience,
    )
  })
})

describe('an edge that is slow', () => {
  test('[SDK82] the page stays as it is and goes on; what it says meanwhile goes next, in one call', async () => {
    const visitor = await stage.newVisitor()
    const page = await stage.open(visitor)
    await ready(page)
    let release: () => void = () => {}
    const isReleased = new Promise<void>((resolve) => (release = resolve))
    const calls: number[] = []
    await page.route(interact, async (route) => {
      const { batch } = JSON.parse(route.request().postData() ?? '{}') as {
        readonly batch: readonly unknown[]
      }
      calls.push(batch.length)
      if (calls.length === 1) await isReleased
      await route.continue()
    })
    await page.evaluate(() => void edgewise.track('Product Viewed', { category: 'hiking', n: 1 }))
    await vi.waitFor(() => expect(calls).toEqual([1]), patience)
    await say(page, [2, 3])
    expect(await page.textContent('[data-ew-slot=hero]')).toBe('Default')
    // It answers what it is asked all the same
    expect(await page.evaluate(() => edgewise.slot('hero').get()?.reason)).toBe('DEFAULT')
    release()
    await page.waitForSelector('[data-ew-slot=hero] h1:text("Ridge")')
    await vi.waitFor(async () => expect(await stage.keptNumbers(visitor)).toEqual([1, 2, 3]), patience)
    await vi.waitFor(() => expect(calls).toEqual([1, 2]), patience)
  })
})

describe('consent, by purpose, with and without Global Privacy Control', () => {
  const states = ['unknown', 'denied', 'granted'] as const
  const matrix = states.flatMap((analytics) =>
    states.flatMap((personalization) =>
      [false, true].map((gpc) => ({ analytics, personalization, gpc }) as const),
    ),
  )

  test.each(matrix)(
    '[SDK83] analytics $analytics, personalization $personalization, GPC $gpc',
    async ({ analytics, personalization, gpc }) => {
      const visitor = await stage.newVisitor()
      if (gpc) {
        await visitor.addInitScript(() =>
          Object.defineProperty(navigator, 'globalPrivacyControl', { value: true }),
        )
      }
      const address = await stage.set(visitor, { script: 'data-consent="wait" data-measure="off"' })
      const page = await visitor.newPage()
      const said: {
        readonly batch: readonly unknown[]
        readonly consent: { readonly advertising: string }
      }[] = []
      page.on('request', (request) => {
        if (request.url().endsWith('/v1/interact')) said.push(JSON.parse(request.postData() ?? '{}') as never)
      })
      await page.goto(address)
      await ready(page)
      await page.evaluate(
        async ({ analytics, personalization }) => {
          edgewise.consent({ analytics, personalization })
          void edgewise.track('Product Viewed', { category: 'hiking', n: 1 })
          await edgewise.flush()
        },
        { analytics, personalization },
      )
      const isKept = analytics === 'granted'
      const isShown = isKept && personalization === 'granted'
      if (isKept)
        await vi.waitFor(async () => expect(await stage.keptNumbers(visitor)).toEqual([1]), patience)
      if (isShown) await page.waitForSelector('[data-ew-slot=hero] h1:text("Ridge")')
      else expect(await page.textContent('[data-ew-slot=hero]')).toBe('Default')

      expect(said.flatMap(({ batch }) => batch)).toHaveLength(isKept ? 2 : 0)
      expect(new Set(said.map(({ consent }) => consent.advertising))).toEqual(
        new Set([gpc ? 'denied' : 'unknown']),
      )
      expect((await visitor.cookies()).map(({ name }) => name)).toEqual(
        isKept ? [`ew_id_${stage.server.site}`] : [],
      )
      if (!isKept) {
        const stored = await page.evaluate(async () => [
          ...Object.keys(localStorage),
          ...(await indexedDB.databases()).map(({ name }) => name),
        ])
        expect(stored).toEqual([])
      }
    },
  )
})
