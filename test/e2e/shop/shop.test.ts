import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { EdgewiseGlobal } from '../../../sdk/page-global.ts'
import { launchChromium } from '../../support/chromium.ts'
import type { Server } from '../../support/server.ts'
import { bodyOf, interactionWith, isInteraction } from './support/interactions.ts'
import { layoutShifts, watchLayoutShift } from './support/layout-shift.ts'
import { addToCart, buy, lookAt, whenLive } from './support/shop-page.ts'
import { startShop } from './support/start-shop.ts'

/** The page's global, for functions that run in the page. */
declare const edgewise: EdgewiseGlobal

const HIKING_HERO = 'The ridge is calling'
const OWN_HERO = 'Somewhere past the last house'
const PATHS = [
  '/',
  '/category/hiking/',
  '/category/running/',
  '/category/cycling/',
  '/category/camping/',
  '/product/plateau-bike/',
  '/cart/',
  '/checkout/',
  '/about/',
]

let browser: Browser
let server: Server
let context: BrowserContext

beforeAll(async () => {
  ;[browser, server] = await Promise.all([launchChromium(), startShop()])
})

afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

beforeEach(async () => {
  context = await browser.newContext({ baseURL: server.url, viewport: { width: 1280, height: 800 } })
})

afterEach(() => context.close())

async function open(path: string): Promise<Page> {
  const page = await context.newPage()
  await page.goto(path)
  return page
}

const heroOf = (page: Page): Promise<string | null> => page.textContent('.ew-hero__title')
const rowOf = (page: Page): Promise<string[]> =>
  page.locator('[data-product-row] .card__name').allTextContents()

describe('with Edgewise', () => {
  test('[SHOP1] looking at two hiking products makes the hero a hiking one, without a reload', async () => {
    const page = await open('/')
    let documents = 0
    page.on('framenavigated', () => (documents += 1))

    await lookAt(page, 'karst-daypack')
    expect(await heroOf(page)).toBe(OWN_HERO)
    const { response } = await lookAt(page, 'skarn-boots')

    expect(response.decisions['hero']).toMatchObject({ reason: 'TARGETING_MATCH', experience: 'hiking-hero' })
    await page.getByRole('heading', { name: HIKING_HERO }).waitFor()
    expect(documents).toBe(0)
  })

  test('[SHOP2] the answer to the very call that adds to the cart brings the new hero', async () => {
    const page = await open('/')
    let documents = 0
    page.on('framenavigated', () => (documents += 1))

    const { request, response } = await addToCart(page, 'hollow-tent')

    expect(request.batch.map(({ event }) => event)).toContain('Product Added')
    expect(response.segments).toContain('camping-fans')
    expect(response.decisions['hero']?.fields).toMatchObject({ title: 'Stay for the stars' })
    await page.getByRole('heading', { name: 'Stay for the stars' }).waitFor()
    expect(documents).toBe(0)
  })

  test.for([375, 1280])('[SHOP3] nothing moves, whatever the slots show: %i px wide', async (width) => {
    const page = await context.newPage()
    await page.setViewportSize({ width, height: 800 })
    await watchLayoutShift(page)
    await page.goto('/')
    await whenLive(page)

    // Pressed without scrolling there, so that what changes is in sight
    for (const product of ['fleet-shoes', 'sip-vest']) {
      await Promise.all([
        interactionWith(page, 'Product Viewed'),
        page.locator(`main [data-quick-view="${product}"]`).dispatchEvent('click'),
      ])
    }
    await page.getByRole('heading', { name: 'Run where the road ends' }).waitFor()
    await expect.poll(() => rowOf(page).then((row) => row[0])).toBe('Fleet 4')
    await page.locator('main [data-add="fleet-shoes"]').dispatchEvent('click')
    await page.locator('.ew-nudge').waitFor()
    expect(await layoutShifts(page)).toEqual([])

    await page.reload()
    await page.locator('[data-ew-slot=hero][data-ew-reason=TARGETING_MATCH]').waitFor()
    expect(await layoutShifts(page)).toEqual([])

    // The measure itself: what moves is seen
    await page.locator('.masthead').evaluate((masthead) => masthead.before(document.createElement('hr')))
    await expect.poll(() => layoutShifts(page).then((shifts) => shifts.length)).toBeGreaterThan(0)
  })

  test('[SHOP4] a returning visitor gets the right hero, and no other one before it', async () => {
    const first = await open('/')
    await addToCart(first, 'plateau-bike')
    await first.getByRole('heading', { name: 'One more pass before dinner' }).waitFor()
    await first.close()

    const page = await context.newPage()
    await page.addInitScript(() => {
      const heroes: string[] = []
      Object.assign(window, { heroes })
      new MutationObserver(() => {
        const hero = document.querySelector<HTMLElement>('[data-ew-slot=hero]')
        const title = hero?.querySelector('h1')?.textContent
        const seen = title && `${title}: ${hero.dataset['ewReason'] ?? 'as delivered'}`
        if (seen && seen !== heroes.at(-1)) heroes.push(seen)
      }).observe(document, { childList: true, subtree: true, attributes: true })
    })
    await page.goto('/')
    await page.locator('[data-ew-slot=hero][data-ew-reason=TARGETING_MATCH]').waitFor()

    const heroes = await page.evaluate(() => (window as unknown as { heroes: string[] }).heroes)
    expect(heroes.filter((hero) => !hero.endsWith('as delivered'))).toEqual([
      'One more pass before dinner: STALE',
      'One more pass before dinner: TARGETING_MATCH',
    ])
  })

  test('[SHOP5] an idle cart brings its reminder by the edge’s own alarm: the page asks for nothing', async () => {
    const page = await open('/category/camping/')
    await whenLive(page)
    await addToCart(page, 'lumen-lantern')
    expect(await page.locator('.ew-nudge').count()).toBe(0)
    const asked: string[] = []
    page.on('request', (request) => {
      // That something else was seen may be told meanwhile
      const isExposure =
        isInteraction(request) && bodyOf(request).batch.every(({ event }) => event === 'Experience Viewed')
      if (!isExposure) asked.push(request.url())
    })
    const source = page.evaluate(
      () =>
        new Promise((resolve) => {
          edgewise.on('state', ({ source, decisions }) => decisions['cart-nudge']?.html && resolve(source))
        }),
    )

    await page.locator('.ew-nudge').waitFor()

    expect(await source).toBe('live')
    expect(asked).toEqual([])
    expect(await page.textContent('.ew-nudge__text')).toContain('Still thinking it over')
  })

  test('[SHOP6] buying in another tab takes the reminder away here', async () => {
    const page = await open('/category/camping/')
    await whenLive(page)
    await addToCart(page, 'ember-stove')
    await page.locator('.ew-nudge').waitFor()
    const asked: string[] = []
    page.on('request', (request) => {
      if (isInteraction(request)) asked.push(request.url())
    })

    const other = await context.newPage()
    await buy(other, 'Robin')

    await page.locator('.ew-nudge').waitFor({ state: 'detached' })
    expect(asked).toEqual([])
    await expect.poll(() => page.textContent('[data-cart-count]')).toBe('0')
  })

  test('[SHOP7] the row begins with the wanted shelf, and the focus stays on its control', async () => {
    const page = await open('/')
    expect((await rowOf(page)).slice(0, 4)).toEqual(['Karst 28', 'Fleet 4', 'Plateau', 'Hollow 2'])
    const add = page.locator('main [data-add="hollow-tent"]')
    await add.focus()
    await Promise.all([interactionWith(page, 'Product Added'), page.keyboard.press('Enter')])

    await expect
      .poll(() => rowOf(page))
      .toEqual(['Hollow 2', 'Drift −5', 'Ember', 'Lumen', 'Karst 28', 'Fleet 4', 'Plateau', 'Skarn Mid'])
    expect(await page.evaluate(() => (document.activeElement as HTMLElement).dataset['add'])).toBe(
      'hollow-tent',
    )
  })

  test('[SHOP8] who dismisses the reminder is not reminded of that cart again', async () => {
    const page = await open('/')
    await whenLive(page)
    await addToCart(page, 'hollow-tent')
    await page.locator('.ew-nudge').waitFor()
    await page.getByRole('button', { name: 'Dismiss reminder' }).click()
    expect(await page.locator('.ew-nudge').isVisible()).toBe(false)

    await page.goto('/about/')
    await page.locator('.ew-nudge').waitFor({ state: 'attached' })
    expect(await page.locator('.ew-nudge').isVisible()).toBe(false)
  })

  test('[SHOP9] what happens is told in the words of Segment’s e-commerce spec', async () => {
    const page = await context.newPage()
    const told: {
      event?: string | undefined
      properties?: object | undefined
      traits?: object | undefined
    }[] = []
    page.on('request', (request) => {
      if (isInteraction(request)) told.push(...bodyOf(request).batch)
    })
    const said = (event: string): object | undefined => told.find((sent) => sent.event === event)?.properties

    await page.goto('/category/cycling/')
    await lookAt(page, 'col-helmet')
    await addToCart(page, 'col-helmet')
    await page.goto('/cart/')
    await Promise.all([
      interactionWith(page, 'Product Added'),
      page.getByRole('button', { name: 'One Col Helmet more' }).click(),
    ])
    await Promise.all([
      interactionWith(page, 'Product Removed'),
      page.getByRole('button', { name: 'One Col Helmet less' }).click(),
    ])
    const { request } = await buy(page, 'Robin')

    const helmet = {
      product_id: 'col-helmet',
      name: 'Col Helmet',
      category: 'cycling',
      price: 109,
      currency: 'EUR',
    }
    expect(said('Product List Viewed')).toMatchObject({ list_id: 'cycling', category: 'cycling' })
    expect(said('Product Viewed')).toMatchObject(helmet)
    expect(said('Product Added')).toMatchObject({ ...helmet, quantity: 1 })
    expect(said('Product Removed')).toMatchObject({ ...helmet, quantity: 1 })
    expect(said('Cart Viewed')).toMatchObject({ products: [{ ...helmet, quantity: 1 }] })
    expect(said('Checkout Started')).toMatchObject({ value: 109, currency: 'EUR' })
    expect(said('Order Completed')).toMatchObject({
      order_id: expect.stringMatching(/^F-[0-9A-F]{6}$/),
      revenue: 109,
      shipping: 0,
      total: 109,
      currency: 'EUR',
      products: [{ ...helmet, quantity: 1 }],
    })
    expect(told.find(({ traits }) => traits)?.traits).toEqual({ first_name: 'Robin' })
    expect(request.batch.length).toBeGreaterThan(0)
  })

  test('[SHOP10] who gave a name is greeted by it on the next page, with a way to what they look at most', async () => {
    const page = await open('/category/running/')
    await lookAt(page, 'daybreak-cap')
    await addToCart(page, 'daybreak-cap')
    await buy(page, 'Robin')
    await page.getByRole('heading', { name: 'Thank you, Robin' }).waitFor()

    await page.getByRole('link', { name: 'Back to the shop' }).click()
    await expect.poll(() => page.textContent('.ew-announcement')).toContain('Good to see you, Robin')
    expect(await page.getByRole('link', { name: 'New in running' }).getAttribute('href')).toBe(
      '/category/running/',
    )
  })

  test('[SHOP11] starting over makes another visitor, with an empty cart', async () => {
    const page = await open('/')
    await addToCart(page, 'hollow-tent')
    await page.getByRole('heading', { name: 'Stay for the stars' }).waitFor()

    await page.goto('/about/')
    await page.getByRole('button', { name: 'Start over' }).click()
    await page.waitForURL('/')
    expect(await page.textContent('[data-cart-count]')).toBe('0')
    const { response } = await lookAt(page, 'karst-daypack')
    expect(response.segments).not.toContain('camping-fans')
    expect(await heroOf(page)).toBe(OWN_HERO)
  })

  test('[SHOP12] a strict content security policy with Trusted Types is broken nowhere', async () => {
    const page = await context.newPage()
    await page.addInitScript(() => {
      const violations: string[] = []
      Object.assign(window, { violations })
      document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
        violations.push(`${violatedDirective}: ${blockedURI}`),
      )
    })
    await page.goto('/?ew_debug')
    await page.locator('edgewise-inspector').getByRole('tab', { name: 'Slots' }).click()
    await lookAt(page, 'karst-daypack')
    await lookAt(page, 'skarn-boots')
    await page.getByRole('heading', { name: HIKING_HERO }).waitFor()
    const violations = (): Promise<string[]> =>
      page.evaluate(() => (window as unknown as { violations: string[] }).violations)
    expect(await violations()).toEqual([])

    // The policy is really there
    await page.evaluate(() => {
      try {
        document.body.insertAdjacentHTML('beforeend', '<b>no</b>')
      } catch {
        // Trusted Types refuse a plain text
      }
    })
    await expect.poll(violations).toHaveLength(1)
  })

  test.for(PATHS)('[SHOP13] a phone of 375 px needs no sideways scrolling: %s', async (path) => {
    const page = await context.newPage()
    await page.setViewportSize({ width: 375, height: 740 })
    await page.goto(path)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(375)
  })

  test.for(PATHS)(
    '[SHOP14] every page has a title, one headline, named pictures and named controls: %s',
    async (path) => {
      const page = await open(path)
      const faults = await page.evaluate(() => {
        const shown = (element: Element): boolean => element.checkVisibility()
        const name = (element: Element): string =>
          [element.getAttribute('aria-label'), element.textContent, element.querySelector('img')?.alt]
            .join('')
            .trim()
        return [
          document.title === '' && 'no title',
          document.documentElement.lang === '' && 'no language',
          [...document.querySelectorAll('h1')].filter(shown).length !== 1 && 'not one h1',
          [...document.querySelectorAll('main')].length !== 1 && 'not one main',
          ...[...document.images]
            .filter((image) => !image.hasAttribute('alt'))
            .map(({ src }) => `no alt: ${src}`),
          ...[...document.querySelectorAll('a, button')]
            .filter((element) => shown(element) && name(element) === '')
            .map(({ outerHTML }) => `no name: ${outerHTML}`),
          ...[...document.querySelectorAll('input')]
            .filter(({ labels }) => labels?.length === 0)
            .map(({ outerHTML }) => `no label: ${outerHTML}`),
          ...[...document.querySelectorAll('[id]')]
            .filter(({ id }, index, all) => all.findIndex((other) => other.id === id) !== index)
            .map(({ id }) => `id twice: ${id}`),
        ].filter((fault) => fault !== false)
      })
      expect(faults).toEqual([])
    },
  )
})

describe('without Edgewise', () => {
  test('[SHOP15] the shop works from the first look to the order when the script is not there', async () => {
    await context.route(/\/ew[^/]*\.js$/, (route) => route.abort())
    const page = await context.newPage()
    const errors: string[] = []
    page.on('pageerror', ({ message }) => errors.push(message))

    await page.goto('/')
    expect(await heroOf(page)).toBe(OWN_HERO)
    await page.locator('[data-quick-view="karst-daypack"]').click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Add to cart' }).click()
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'hidden' })
    await page.getByRole('link', { name: 'Cart' }).click()
    await page.getByRole('button', { name: 'One Karst 28 more' }).click()
    expect(await page.textContent('[data-cart-total]')).toBe('€238')
    await page.getByRole('link', { name: 'Check out' }).click()
    await page.getByLabel('First name').fill('Robin')
    await page.getByRole('button', { name: 'Place the order' }).click()
    await page.getByRole('heading', { name: 'Thank you, Robin' }).waitFor()
    expect(await page.textContent('[data-cart-count]')).toBe('0')
    expect(await page.getByRole('button', { name: 'Inspect' }).count()).toBe(0)
    expect(errors).toEqual([])
  })

  test('[SHOP16] the page keeps its own content when the edge does not answer', async () => {
    await context.route('**/v1/**', (route) => route.abort())
    const page = await open('/')
    const [failed] = await Promise.all([
      page.waitForEvent('requestfailed', (request) => isInteraction(request)),
      page.locator('[data-quick-view="karst-daypack"]').click(),
    ])
    expect(failed.failure()).not.toBeNull()
    await page.locator('main [data-add="skarn-boots"]').click()
    expect(await page.textContent('[data-cart-count]')).toBe('1')
    expect(await heroOf(page)).toBe(OWN_HERO)
    expect(await page.textContent('.ew-announcement')).toContain('Free delivery from €60')
    expect(await page.locator('.ew-nudge').count()).toBe(0)
  })
})
