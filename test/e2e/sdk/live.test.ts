import type { Page } from 'playwright-core'
import { describe, expect, test, vi } from 'vitest'
import type { EdgewiseGlobal } from '../../../sdk/page-global.ts'
import { ready } from './ready.ts'
import { createStage } from './stage.ts'

declare const edgewise: EdgewiseGlobal

const stage = createStage()
const script = 'data-consent="granted" data-live data-measure="off"'
const patience = { timeout: 20_000, interval: 50 }

describe.each([
  ['its id in a cookie', false],
  ['its id kept by the script', true],
])('live updates (%s)', (_, isElsewhere) => {
  test('[SDK32] a rule that flips because time passed changes the open page, with no request from it', async () => {
    const page = await stage.open(await stage.newVisitor(), { script, isElsewhere })
    await ready(page)
    await vi.waitFor(
      async () => expect(await page.evaluate(() => edgewise.status().live)).toBe(true),
      patience,
    )
    await page.evaluate(() => edgewise.track('Product Viewed', { category: 'hiking' }))
    await page.waitForSelector('[data-ew-slot=badge] b')
    const requests: string[] = []
    page.on('request', (request) => requests.push(request.url()))
    await page.waitForSelector('[data-ew-slot=badge] b', { state: 'detached' })
    expect(requests).toEqual([])
    expect(await page.textContent('[data-ew-slot=hero] h1')).toBe('Ridge')
  })

  test('[SDK32] what the visitor does in another tab changes this one', async () => {
    const visitor = await stage.newVisitor()
    const page = await stage.open(visitor, { script, isElsewhere })
    await ready(page)
    await vi.waitFor(
      async () => expect(await page.evaluate(() => edgewise.status().live)).toBe(true),
      patience,
    )
    const other = await stage.open(visitor, { isElsewhere })
    await ready(other)
    await other.evaluate(() => edgewise.track('Product Viewed', { category: 'running' }))
    await page.waitForSelector('[data-ew-slot=hero] h1:text("Trail")')
  })
})

describe('the socket', () => {
  test('[SDK33] opens again after the edge was away, and brings what changed meanwhile', async () => {
    const visitor = await stage.newVisitor()
    const page = await stage.open(visitor, { script })
    await ready(page)
    await vi.waitFor(
      async () => expect(await page.evaluate(() => edgewise.status().live)).toBe(true),
      patience,
    )
    const isClosed = page.evaluate(
      () => new Promise((resolve) => edgewise.on('live', (isOpen) => !isOpen && resolve(0))),
    )
    await stage.server.kill()
    await isClosed
    await stage.server.restart()
    await vi.waitFor(
      async () => expect(await page.evaluate(() => edgewise.status().live)).toBe(true),
      patience,
    )
    const other = await stage.open(visitor, { path: '/other' })
    await ready(other)
    await other.evaluate(() => edgewise.track('Product Viewed', { category: 'running' }))
    await page.waitForSelector('[data-ew-slot=hero] h1:text("Trail")')
  })

  test('[SDK48] one tab of the browser has it; the others hear from it, and when it is closed another takes over', async () => {
    const visitor = await stage.newVisitor()
    const sockets: string[] = []
    const pages: Page[] = []
    for (const path of ['/a', '/b', '/c']) {
      const address = await stage.set(visitor, { script, path })
      const page = await visitor.newPage()
      page.on('websocket', () => sockets.push(path))
      await page.goto(address)
      await ready(page)
      pages.push(page)
      if (path !== '/a') continue
      await vi.waitFor(
        async () => expect(await page.evaluate(() => edgewise.status().live)).toBe(true),
        patience,
      )
    }
    const [first, second, third] = pages as [Page, Page, Page]
    await third.evaluate(() => edgewise.track('Product Viewed', { category: 'hiking' }))
    for (const page of pages) await page.waitForSelector('[data-ew-slot=hero] h1:text("Ridge")')
    // A rule flips by time: the edge tells one tab, and that tab the others
    for (const page of pages) await page.waitForSelector('[data-ew-slot=badge] b', { state: 'detached' })
    expect(sockets).toEqual(['/a'])

    await first.close()
    await vi.waitFor(
      async () => expect(await second.evaluate(() => edgewise.status().live)).toBe(true),
      patience,
    )
    expect(sockets).toEqual(['/a', '/b'])
    const other = await stage.open(visitor, { path: '/other' })
    await ready(other)
    await other.evaluate(() => edgewise.track('Product Viewed', { category: 'running' }))
    for (const page of [second, third]) await page.waitForSelector('[data-ew-slot=hero] h1:text("Trail")')
    expect(sockets).toEqual(['/a', '/b'])
  })

  test('[SDK48] where the browser has no locks, each tab has one', async () => {
    const visitor = await stage.newVisitor()
    await visitor.addInitScript(() => Object.defineProperty(navigator, 'locks', { value: undefined }))
    for (const path of ['/a', '/b']) {
      const page = await stage.open(visitor, { script, path })
      await ready(page)
      await vi.waitFor(
        async () => expect(await page.evaluate(() => edgewise.status().live)).toBe(true),
        patience,
      )
    }
  })

  test('[SDK33] is closed when the visitor is forgotten', async () => {
    const page = await stage.open(await stage.newVisitor(), { script })
    await ready(page)
    await vi.waitFor(
      async () => expect(await page.evaluate(() => edgewise.status().live)).toBe(true),
      patience,
    )
    await page.evaluate(() => edgewise.consent('denied'))
    await vi.waitFor(
      async () => expect(await page.evaluate(() => edgewise.status().live)).toBe(false),
      patience,
    )
  })

  test('[SDK33] a page without data-live loads and opens nothing', async () => {
    const visitor = await stage.newVisitor()
    const address = await stage.set(visitor, { script: 'data-consent="granted" data-measure="off"' })
    const page = await visitor.newPage()
    const urls: string[] = []
    page.on('request', (request) => urls.push(request.url()))
    page.on('websocket', (socket) => urls.push(socket.url()))
    await page.goto(address)
    await ready(page)
    await page.evaluate(() => edgewise.track('Product Viewed', { category: 'hiking' }))
    expect(urls.map((url) => new URL(url).pathname).filter((path) => path !== '/favicon.ico')).toEqual([
      '/',
      '/ew.js',
      '/v1/interact',
      '/v1/interact',
    ])
  })
})
