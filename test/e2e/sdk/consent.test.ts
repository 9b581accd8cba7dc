import type { BrowserContext, Page } from 'playwright-core'
import { describe, expect, test, vi } from 'vitest'
import type { SentRequest } from '../../../sdk/sent-request.ts'
import type { EdgewiseGlobal } from '../../../sdk/page-global.ts'
import { ready } from './ready.ts'
import { createStage } from './stage.ts'

declare const edgewise: EdgewiseGlobal

const stage = createStage()

/** Everything that a page can store, by name. */
async function stored(visitor: BrowserContext, page: Page): Promise<readonly string[]> {
  const cookies = await visitor.cookies()
  const inPage = await page.evaluate(async () => [
    ...Object.keys(localStorage),
    ...Object.keys(sessionStorage),
    ...(await indexedDB.databases()).map(({ name }) => name ?? ''),
  ])
  return [...cookies.map(({ name }) => name), ...inPage]
}

function requestsOf(page: Page): readonly SentRequest[] {
  const requests: SentRequest[] = []
  page.on('request', (request) => {
    if (request.url().endsWith('/v1/interact'))
      requests.push(JSON.parse(request.postData() ?? '{}') as SentRequest)
  })
  return requests
}

describe('consent', () => {
  test('[SDK19] before consent nothing is stored or told, and content is contextual; then events go with their own time', async () => {
    const visitor = await stage.newVisitor()
    const address = await stage.set(visitor, { script: 'data-consent="wait"' })
    const page = await visitor.newPage()
    const requests = requestsOf(page)
    await page.clock.install()
    await page.goto(address)
    await ready(page)
    await page.evaluate(() => edgewise.track('Product Viewed', { category: 'hiking', n: 1 }))
    await page.clock.fastForward(60_000)
    await page.evaluate(() => edgewise.track('Product Viewed', { category: 'hiking', n: 2 }))
    expect(await page.evaluate(() => edgewise.slot('hero').get()?.reason)).toBe('DEFAULT')
    expect(await page.evaluate(() => edgewise.status().queued)).toBe(3)
    expect(requests.flatMap(({ batch }) => batch)).toEqual([])
    expect(await stored(visitor, page)).toEqual([])

    await page.evaluate(() => edgewise.consent('granted'))
    await page.waitForSelector('[data-ew-slot=hero] h1')
    await vi.waitFor(async () => expect(await stage.keptNumbers(visitor)).toEqual([1, 2]))
    const [first, second] = (await stage.kept(visitor)).filter(({ type }) => type === 'track')
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(60_000)
    expect(await stored(visitor, page)).toEqual(
      expect.arrayContaining([`ew_id_${stage.server.site}`, 'ew_d']),
    )
  })

  test('[SDK20] where it is denied, events are dropped, and what was stored is erased', async () => {
    const visitor = await stage.newVisitor()
    const page = await stage.open(visitor, { isElsewhere: true })
    await ready(page)
    await page.evaluate(() => edgewise.track('Product Viewed', { category: 'hiking', n: 1 }))
    const id = await page.evaluate(() => edgewise.status().visitorId)
    expect(await stored(visitor, page)).toEqual(expect.arrayContaining(['ew_id', 'ew_d']))
    const requests = requestsOf(page)
    await page.evaluate(() => edgewise.consent({ analytics: 'denied' }))
    await page.waitForSelector('#own')
    expect(await page.evaluate(() => edgewise.track('Product Viewed', { n: 2 }))).toBeUndefined()
    await page.evaluate(() => edgewise.flush())
    // The first one says whom to erase; then nobody knows any more
    const [first, ...later] = requests
    expect(first).toMatchObject({ batch: [], anonymousId: id })
    expect(later.length).toBeGreaterThan(0)
    expect(later.map(({ batch, anonymousId }) => ({ batch, anonymousId }))).toEqual(
      later.map(() => ({ batch: [], anonymousId: undefined })),
    )
    expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([])
    expect(await eventsInDatabase(page)).toBe(0)
  })

  test.each([
    ['its id in a cookie', {}],
    ['its id kept by the script', { isElsewhere: true }],
    ['tracking alone', { script: 'data-consent="granted" data-slots=""' }],
  ])('[SDK52] who withdraws consent to analytics is erased at the edge (%s)', async (_, scene) => {
    const visitor = await stage.newVisitor()
    const page = await stage.open(visitor, scene)
    await ready(page)
    await page.evaluate(() => edgewise.track('Numbered', { n: 1 }))
    const id = (await stage.visitorId(visitor)) ?? (await page.evaluate(() => edgewise.status().visitorId))
    expect(await stage.keptNumbers(id ?? '')).toEqual([1])
    await page.evaluate(() => edgewise.consent('denied'))
    await vi.waitFor(async () => expect(await stage.kept(id ?? '')).toEqual([]))
    await vi.waitFor(async () => expect(await visitor.cookies()).toEqual([]))
    await vi.waitFor(async () => expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([]))
    // Who agrees again is somebody new
    await page.evaluate(() => edgewise.consent('granted'))
    await page.evaluate(() => edgewise.track('Numbered', { n: 2 }))
    const next = (await stage.visitorId(visitor)) ?? (await page.evaluate(() => edgewise.status().visitorId))
    expect(next).not.toBe(id)
    expect(await stage.keptNumbers(next ?? '')).toEqual([2])
  })

  test.each([
    ['its id in a cookie', false],
    ['its id kept by the script', true],
  ])('[SDK52] what could not be asked offline is asked by the next page (%s)', async (_, isElsewhere) => {
    const visitor = await stage.newVisitor()
    const page = await stage.open(visitor, { isElsewhere })
    await ready(page)
    await page.evaluate(() => edgewise.track('Numbered', { n: 1 }))
    const id = (await stage.visitorId(visitor)) ?? (await page.evaluate(() => edgewise.status().visitorId))
    await visitor.route('**/v1/interact', (route) => route.abort())
    await page.evaluate(async () => {
      edgewise.consent('denied')
      await edgewise.flush()
    })
    await page.close()
    expect(await stage.keptNumbers(id ?? '')).toEqual([1])

    await visitor.unroute('**/v1/interact')
    const next = await stage.open(visitor, { isElsewhere, script: 'data-consent="wait"' })
    await next.waitForFunction(() => 'edgewise' in globalThis)
    await next.evaluate(() => edgewise.consent('denied'))
    await vi.waitFor(async () => expect(await stage.kept(id ?? '')).toEqual([]))
    await vi.waitFor(async () => expect(await stored(visitor, next)).toEqual([]))
  })

  test('[SDK20] events that were held are dropped when it is denied', async () => {
    const visitor = await stage.newVisitor()
    const page = await stage.open(visitor, { script: 'data-consent="wait"' })
    await ready(page)
    await page.evaluate(() => edgewise.track('Numbered', { n: 1 }))
    await page.evaluate(() => edgewise.consent('denied'))
    await page.evaluate(() => edgewise.flush())
    expect(await page.evaluate(() => edgewise.status().queued)).toBe(0)
    expect(await stored(visitor, page)).toEqual([])
    await page.evaluate(() => edgewise.consent('granted'))
    await page.evaluate(() => edgewise.track('Numbered', { n: 2 }))
    expect(await stage.keptNumbers(visitor)).toEqual([2])
  })

  test('[SDK18] at most 1,000 events wait for consent; what is dropped for it is counted', async () => {
    const visitor = await stage.newVisitor()
    const page = await stage.open(visitor, { script: 'data-consent="wait" data-page="off"' })
    await ready(page)
    const status = await page.evaluate(async () => {
      await Promise.all(Array.from({ length: 1_002 }, (_, n) => edgewise.track('Numbered', { n })))
      return edgewise.status()
    })
    expect(status).toMatchObject({ queued: 1_000, lost: 2 })
  })

  test('[SDK21] without data-consent it waits, and says in the console how to change it', async () => {
    const visitor = await stage.newVisitor()
    const address = await stage.set(visitor, { script: '' })
    const page = await visitor.newPage()
    const warnings: string[] = []
    page.on('console', (message) => message.type() === 'warning' && warnings.push(message.text()))
    await page.goto(address)
    await ready(page)
    expect(await page.evaluate(() => edgewise.consent().analytics)).toBe('unknown')
    expect(warnings.join()).toMatch(/data-consent="wait".*consent\(.*"granted"/)
  })

  test.each([
    [true, 'granted', 'denied'],
    [true, { analytics: 'granted', advertising: 'granted' }, 'granted'],
    [false, 'granted', 'granted'],
  ] as const)(
    '[SDK22] Global Privacy Control (%s) and consent(%j) make advertising %s',
    async (gpc, update, expected) => {
      const visitor = await stage.newVisitor()
      if (gpc) {
        await visitor.addInitScript(() =>
          Object.defineProperty(navigator, 'globalPrivacyControl', { value: true }),
        )
      }
      const address = await stage.set(visitor, { script: 'data-consent="wait"' })
      const page = await visitor.newPage()
      const requests = requestsOf(page)
      await page.goto(address)
      await ready(page)
      await page.evaluate((update) => edgewise.consent(update), update)
      await page.evaluate(() => edgewise.flush())
      expect(requests.at(-1)?.consent).toMatchObject({ analytics: 'granted', advertising: expected })
      expect(requests[0]?.consent.advertising).toBe(gpc ? 'denied' : 'unknown')
    },
  )

  test.each([
    ['its id in a cookie', false],
    ['its id kept by the script', true],
  ])('[SDK23] reset() sends what is waiting, then makes another visitor (%s)', async (_, isElsewhere) => {
    const visitor = await stage.newVisitor()
    const page = await stage.open(visitor, { isElsewhere })
    await ready(page)
    const idNow = async (): Promise<string | undefined> =>
      isElsewhere ? page.evaluate(() => edgewise.status().visitorId) : stage.visitorId(visitor)
    await page.evaluate(() => edgewise.track('Product Viewed', { category: 'hiking', n: 1 }))
    const before = await idNow()
    await page.evaluate(() => {
      void edgewise.track('Numbered', { n: 2 })
      void edgewise.reset()
      // Said in the same breath, and yet another visitor's
      return edgewise.track('Numbered', { n: 3 })
    })
    const after = await idNow()
    expect(after).not.toBe(before)
    expect(await stage.keptNumbers(before ?? '')).toEqual([1, 2])
    expect(await stage.keptNumbers(after ?? '')).toEqual([3])
    expect(await page.textContent('[data-ew-slot=hero]')).toBe('Default')
    expect(await page.evaluate(() => edgewise.segments())).toEqual([])
  })
})

function eventsInDatabase(page: Page): Promise<number> {
  return page.evaluate(
    (name) =>
      new Promise<number>((resolve, reject) => {
        const opening = indexedDB.open(name)
        opening.addEventListener('error', () => reject(opening.error))
        opening.addEventListener('success', () => {
          const counting = opening.result.transaction('events').objectStore('events').count()
          counting.addEventListener('success', () => resolve(counting.result))
        })
      }),
    `edgewise:${stage.server.writeKey}`,
  )
}
