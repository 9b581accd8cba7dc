import type { BrowserContext, Page } from 'playwright-core'
import { describe, expect, test, vi } from 'vitest'
import type { EdgewiseGlobal } from '../../../sdk/page-global.ts'
import { ready } from './ready.ts'
import type { KeptEvent } from './kept-events.ts'
import { createStage } from './stage.ts'

declare const edgewise: EdgewiseGlobal

const stage = createStage()
const patience = { timeout: 20_000, interval: 50 }
const tall = '<div style="height: 3000px"></div>'

/** What the edge has of an event, in the order in which it happened. */
async function told(visitor: BrowserContext, name: string): Promise<readonly KeptEvent['properties'][]> {
  const events = (await stage.kept(visitor)).filter((event) => event.name === name)
  return events.toSorted((a, b) => a.at - b.at).map(({ properties }) => properties)
}

/** Resolves once what the script has begun to load is there and has started. */
async function loaded(page: Page): Promise<void> {
  // The browser loads it once, and tells who asked first first. A text: vitest would see to a function's import
  await page.evaluate(`import('${stage.server.url}/ew-measure.js').then(() => {})`)
}

describe('exposures', () => {
  const body = `<div data-ew-slot="hero" style="height: 100px"></div>${tall}<div data-ew-slot="order" id="low" style="height: 100px">Own</div>`

  test('[SDK40] a slot that was half visible for a second is told once a page view, with what it showed; one that was not is not', async () => {
    const visitor = await stage.newVisitor()
    const page = await stage.open(visitor, { body })
    await ready(page)
    await page.evaluate(() => edgewise.track('Product Viewed', { category: 'hiking' }))
    const hero = { slot: 'hero', experience: 'hiking-hero', variant: 'ridge', release: 1 }
    await vi.waitFor(async () => expect(await told(visitor, 'Experience Viewed')).toEqual([hero]), patience)
    // The page's own markup, which an experience decided to leave
    await page.evaluate(() => document.querySelector('#low')?.scrollIntoView())
    const order = { slot: 'order', experience: 'desktop-order', variant: 'boots', release: 1 }
    await vi.waitFor(
      async () => expect(await told(visitor, 'Experience Viewed')).toEqual([hero, order]),
      patience,
    )
    await page.evaluate(() => edgewise.page())
    await vi.waitFor(
      async () => expect(await told(visitor, 'Experience Viewed')).toEqual([hero, order, order]),
      patience,
    )
    await page.evaluate(() => scrollTo(0, 0))
    await vi.waitFor(
      async () => expect(await told(visitor, 'Experience Viewed')).toEqual([hero, order, order, hero]),
      patience,
    )
  })

  test('[SDK40] what passes by in less than a second is not told', async () => {
    const visitor = await stage.newVisitor()
    const page = await stage.open(visitor, { body })
    await ready(page)
    await page.evaluate(() => scrollTo(0, 1_500))
    await page.evaluate(() => edgewise.track('Product Viewed', { category: 'hiking' }))
    await loaded(page)
    await page.evaluate(
      () =>
        new Promise((resolve) => {
          scrollTo(0, 0)
          requestAnimationFrame(() =>
            requestAnimationFrame(() => {
              document.querySelector('#low')?.scrollIntoView()
              resolve(0)
            }),
          )
        }),
    )
    await vi.waitFor(
      async () =>
        expect((await told(visitor, 'Experience Viewed')).map((viewed) => viewed?.['slot'])).toEqual([
          'order',
        ]),
      patience,
    )
  })

  test('[SDK40] a page on which no experience shows, and one with data-measure="off", load nothing for it', async () => {
    for (const [script, category] of [
      ['data-consent="granted"', 'none'],
      ['data-consent="granted" data-measure="off"', 'hiking'],
    ] as const) {
      const visitor = await stage.newVisitor()
      const address = await stage.set(visitor, { script })
      const page = await visitor.newPage()
      const paths: string[] = []
      page.on('request', (request) => paths.push(new URL(request.url()).pathname))
      await page.goto(address)
      await ready(page)
      await page.evaluate((category) => edgewise.track('Product Viewed', { category }), category)
      await page.evaluate(() => edgewise.flush())
      expect(paths).not.toContain('/ew-measure.js')
    }
  })
})

describe('engagement', () => {
  const script = 'data-consent="granted" data-measure="engagement,scroll,outbound"'

  test('[SDK41] seconds of attention are told at 10, 30, 60 and 120; who does nothing or looks elsewhere adds none', async () => {
    const visitor = await stage.newVisitor()
    const address = await stage.set(visitor, { script })
    const page = await visitor.newPage()
    const now = Date.now()
    await page.clock.install({ time: now })
    await page.goto(address)
    await ready(page)
    await loaded(page)
    await page.clock.pauseAt(now + 60_000)
    const seconds = async (): Promise<unknown> =>
      (await told(visitor, 'Page Engaged')).map((engaged) => engaged?.['seconds'])
    // The visitor came, and did nothing since: after 30 seconds that is no attention any more
    await vi.waitFor(async () => expect(await seconds()).toEqual([10, 30]), patience)
    await page.clock.runFor(600_000)
    await page.mouse.move(10, 10)
    await page.clock.runFor(29_000)
    await page.evaluate(() => edgewise.flush())
    expect(await seconds()).toEqual([10, 30])
    await page.mouse.move(20, 20)
    await page.clock.runFor(1_000)
    await vi.waitFor(async () => expect(await seconds()).toEqual([10, 30, 60]), patience)
    // Another page view begins anew
    await page.evaluate(() => edgewise.page())
    await page.clock.runFor(10_000)
    await vi.waitFor(async () => expect(await seconds()).toEqual([10, 30, 60, 10]), patience)
  })

  test('[SDK41] who does nothing costs no timer', async () => {
    const visitor = await stage.newVisitor()
    const address = await stage.set(visitor, { script })
    const page = await visitor.newPage()
    const now = Date.now()
    await page.clock.install({ time: now })
    await page.goto(address)
    await ready(page)
    await loaded(page)
    await page.clock.pauseAt(now + 60_000)
    await vi.waitFor(async () => expect(await told(visitor, 'Page Engaged')).toHaveLength(2), patience)
    const timers = await page
      .evaluate(() => {
        let timers = 0
        const { setTimeout } = globalThis
        Object.assign(globalThis, {
          setTimeout: (...args: Parameters<typeof setTimeout>) => ((timers += 1), setTimeout(...args)),
        })
        Object.assign(globalThis, { timers: () => timers })
      })
      .then(() => page.clock.runFor(300_000))
      .then(() => page.evaluate(() => (globalThis as unknown as { timers: () => number }).timers()))
    expect(timers).toBe(0)
  })

  test('[SDK42] how far the visitor scrolls is told at quarters, once a page view, and outbound links when they are followed', async () => {
    const visitor = await stage.newVisitor()
    const page = await stage.open(visitor, {
      script,
      body: `<a id="out" href="https://elsewhere.example/a?b=1" target="_blank"><b>Out</b></a><a id="in" href="#here">In</a>${tall}`,
    })
    await ready(page)
    await loaded(page)
    await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight))
    const percents = async (): Promise<unknown> =>
      (await told(visitor, 'Page Scrolled')).map((scrolled) => scrolled?.['percent'])
    await vi.waitFor(async () => expect(await percents()).toEqual([25, 50, 75, 100]), patience)
    await page.evaluate(() => scrollTo(0, 0))
    await visitor.route('https://elsewhere.example/**', (route) => route.fulfill({ body: 'There' }))
    await page.click('#in')
    await page.click('#out b')
    await vi.waitFor(
      async () =>
        expect(await told(visitor, 'Outbound Link Clicked')).toEqual([
          { url: 'https://elsewhere.example/a?b=1' },
        ]),
      patience,
    )
    expect(await percents()).toEqual([25, 50, 75, 100])
  })
})
