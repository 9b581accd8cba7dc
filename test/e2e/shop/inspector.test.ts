import { readFile } from 'node:fs/promises'
import { gzipSync } from 'node:zlib'
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { InteractResponse, VisitorState } from '../../../shared/event/visitor-state.ts'
import type { ConditionExplanation } from '../../../shared/segment/index.ts'
import { inRepository } from '../../../scripts/repository.ts'
import { launchChromium } from '../../support/chromium.ts'
import type { Server } from '../../support/server.ts'
import { isInteraction } from './support/interactions.ts'
import { addToCart, lookAt, whenLive } from './support/shop-page.ts'
import { startShop } from './support/start-shop.ts'

const BUDGET_BYTES = 25 * 1024

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

const inspectorOf = (page: Page): Locator => page.locator('edgewise-inspector')
const panelOf = (page: Page): Locator => inspectorOf(page).locator('#panel')
const entriesOf = (page: Page): Locator => inspectorOf(page).locator('.entry')
/** The entry of a call that carried this event about this. */
const entryOf = (page: Page, event: string, subject: string): Locator =>
  entriesOf(page).filter({
    has: page.locator('summary', { hasText: `${event} ` }).filter({ hasText: subject }),
  })
/** The entry of a push that says this. */
const pushOf = (page: Page, text: string): Locator =>
  entriesOf(page).filter({ hasText: 'Pushed by the edge' }).filter({ hasText: text })

async function openWithInspector(path: string): Promise<Page> {
  const page = await context.newPage()
  await page.goto(`${path}?ew_debug`)
  await panelOf(page).waitFor()
  await whenLive(page)
  return page
}

async function showTab(page: Page, name: string): Promise<Locator> {
  await inspectorOf(page).getByRole('tab', { name }).click()
  return inspectorOf(page).getByRole('tabpanel', { name })
}

/** What has the focus, inside the inspector too. */
const focusOf = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const active = document.activeElement
    return (active?.shadowRoot?.activeElement ?? active)?.className ?? ''
  })

/** The figure of this name in the line on top. */
const figureOf = (page: Page, name: string): Locator =>
  inspectorOf(page).locator('.headline > div').filter({ hasText: name }).locator('dd')

describe('opening and closing', () => {
  test('[SHOP17] Alt+E opens it, takes the focus along, and closes it; Escape closes it and gives the focus back', async () => {
    const page = await context.newPage()
    await page.goto('/')
    expect(await inspectorOf(page).count()).toBe(0)

    await page.keyboard.press('Alt+E')
    await panelOf(page).waitFor()
    await expect.poll(() => focusOf(page)).toBe('panel')
    await page.keyboard.press('Escape')
    await panelOf(page).waitFor({ state: 'hidden' })
    await expect.poll(() => focusOf(page)).toBe('toggle')

    await page.keyboard.press('Enter')
    await panelOf(page).waitFor()
    await page.keyboard.press('Alt+E')
    await panelOf(page).waitFor({ state: 'hidden' })
  })

  test('[SHOP18] it stays open from page to page of its tab, without taking the focus, and keeps its journal', async () => {
    const page = await context.newPage()
    await page.goto('/')
    await page.getByRole('button', { name: 'Inspect' }).click()
    await panelOf(page).waitFor()
    await lookAt(page, 'karst-daypack')
    await entryOf(page, 'Product Viewed', 'Karst 28').waitFor()

    await page.goto('/about/')
    await panelOf(page).waitFor()
    await entryOf(page, 'Product Viewed', 'Karst 28').waitFor()
    expect(await focusOf(page)).not.toBe('panel')

    await inspectorOf(page).getByRole('button', { name: 'Close the inspector' }).click()
    await page.goto('/')
    await page.getByRole('button', { name: 'Inspect' }).waitFor()
    expect(await inspectorOf(page).count()).toBe(0)

    const other = await context.newPage()
    await other.goto('/')
    await other.getByRole('button', { name: 'Inspect' }).waitFor()
    expect(await inspectorOf(other).count()).toBe(0)
  })

  test('[SHOP19] an address with ?ew_debug opens it, and explanations are asked for only while it is open', async () => {
    const page = await openWithInspector('/')
    const { request } = await lookAt(page, 'karst-daypack')
    expect(request.debug).toBe(true)

    await inspectorOf(page).getByRole('button', { name: 'Close the inspector' }).click()
    const { request: later, response } = await lookAt(page, 'skarn-boots')
    expect(later.debug).toBeUndefined()
    expect(response.debug).toBeUndefined()
  })

  test('[SHOP20] its tabs are one stop of the Tab key, with arrows between them', async () => {
    const page = await openWithInspector('/')
    const tabs = inspectorOf(page).getByRole('tab')
    await tabs.first().focus()
    const selected = async (): Promise<string | null> =>
      inspectorOf(page).locator('[role=tab][aria-selected=true]').textContent()

    await page.keyboard.press('ArrowRight')
    expect(await selected()).toBe('Slots')
    await page.keyboard.press('End')
    expect(await selected()).toBe('Visitor')
    await page.keyboard.press('ArrowRight')
    expect(await selected()).toBe('Events')
    await page.keyboard.press('Tab')
    expect(
      await inspectorOf(page)
        .locator('[role=tabpanel]:not([hidden])')
        .evaluate((panel) => panel.matches(':focus')),
    ).toBe(true)
  })
})

describe('what it shows', () => {
  test('[SHOP21] the way of an event: its receipt, the segment it entered, the slots it changed, both times', async () => {
    const page = await openWithInspector('/')
    await lookAt(page, 'karst-daypack')
    const { response } = await lookAt(page, 'skarn-boots')

    const entry = entryOf(page, 'Product Viewed', 'Skarn Mid')
    await entry.locator('.receipt', { hasText: 'accepted' }).waitFor()
    expect(await entry.locator('.changes .in').textContent()).toBe('entered Hiking fans')
    expect(await entry.locator('.slot-change').allTextContents()).toEqual([
      'hero the page’s own → hiking-hero · ridge TARGETING_MATCH',
      'product-order the page’s own → hiking-first · hiking TARGETING_MATCH',
    ])
    const [trip = NaN, edge = NaN] =
      (await entry.locator('.timing').innerText()).match(/[\d.]+(?= ms)/g)?.map(Number) ?? []
    expect(edge).toBeCloseTo(response.debug?.computeMs ?? NaN, 0)
    expect(trip).toBeGreaterThan(0)
    expect(await page.evaluate(() => performance.now())).toBeGreaterThan(trip)

    await entry.locator('summary').click()
    expect(await entry.locator('pre').textContent()).toContain('"product_id": "skarn-boots"')
  })

  test('[SHOP21] the line on top has the times of the last round trip, whatever was pushed since', async () => {
    const page = await context.newPage()
    await page.routeWebSocket('**/v1/live?*', (socket) => {
      const edge = socket.connectToServer()
      edge.onMessage((message) => {
        // `as`: the edge writes states as text
        const state = JSON.parse(message as string) as VisitorState
        socket.send(
          JSON.stringify({ ...state, ...(state.debug && { debug: { ...state.debug, computeMs: 12345 } }) }),
        )
      })
    })
    await page.goto('/?ew_debug')
    await panelOf(page).waitFor()
    await whenLive(page)
    const { response } = await lookAt(page, 'karst-daypack')

    const other = await context.newPage()
    await other.goto('/')
    await addToCart(other, 'skarn-boots')
    await pushOf(page, 'Hiking fans').waitFor()

    const shown = Number.parseFloat((await figureOf(page, 'at the edge').textContent()) ?? '')
    expect(shown).toBeCloseTo(response.debug?.computeMs ?? NaN, 0)
  })

  test('[SHOP22] what the edge pushes by itself is marked as such', async () => {
    const page = await openWithInspector('/category/camping/')
    await addToCart(page, 'hollow-tent')
    const push = pushOf(page, 'Cart idle')
    await push.waitFor()
    expect(await push.locator('.in').textContent()).toBe('entered Cart idle')
    expect(await push.locator('.slot-change').textContent()).toContain(
      'cart-nudge the page’s own → idle-cart',
    )
    expect(await push.innerText()).not.toContain('round trip')
  })

  test('[SHOP23] a push that overtakes the answer it belongs to is shown as that answer', async () => {
    const page = await openWithInspector('/')
    let release = (): void => {}
    const held = new Promise<void>((resolve) => (release = resolve))
    await page.route('**/v1/interact', async (route) => {
      const response = await route.fetch()
      await held
      await route.fulfill({ response })
    })
    await page.locator('main [data-add="karst-daypack"]').click()
    // The edge has pushed, and the answer is still held
    await page.getByRole('heading', { name: 'The ridge is calling' }).waitFor()
    release()

    const entry = entryOf(page, 'Product Added', 'Karst 28')
    await entry.locator('.in', { hasText: 'Hiking fans' }).waitFor()
    expect(await pushOf(page, 'Hiking fans').count()).toBe(0)
  })

  test('[SHOP24] a slot’s row says why it shows what it shows, and what was considered', async () => {
    const page = await openWithInspector('/')
    await lookAt(page, 'karst-daypack')
    const { response } = await lookAt(page, 'skarn-boots')
    const slots = await showTab(page, 'Slots')
    const row = slots.locator('.row').filter({ has: page.locator('.slot-name', { hasText: /^hero$/ }) })
    await row.locator('summary').click()

    const considered = response.debug?.considered['hero'] ?? []
    expect(considered.length).toBeGreaterThan(1)
    expect(await row.locator('.considered li').allTextContents()).toEqual(
      considered.map((sentence) => sentence.replace(': ', ' ')),
    )
    expect(await row.innerText()).toContain('The visitor is in its audience.')
    expect(await row.locator('pre').textContent()).toContain('The ridge is calling')
  })

  test('[SHOP25] pointing at a slot’s row, or focusing it, frames the slot on the page', async () => {
    const page = await openWithInspector('/')
    const slots = await showTab(page, 'Slots')
    const row = slots.locator('.row').filter({ has: page.locator('.slot-name', { hasText: /^hero$/ }) })
    const frame = inspectorOf(page).locator('.outline')
    const hero = await page.locator('[data-ew-slot=hero]').boundingBox()

    await row.locator('summary').focus()
    await expect.poll(() => frame.boundingBox()).toEqual(hero)
    await row.locator('summary').evaluate((summary: HTMLElement) => summary.blur())
    await frame.waitFor({ state: 'detached' })
    await row.hover()
    await expect.poll(() => frame.boundingBox()).toEqual(hero)
  })

  test('[SHOP26] a segment’s row says in or out, and explains its rule, with a countdown that runs', async () => {
    const page = await openWithInspector('/')
    await lookAt(page, 'karst-daypack')
    const segments = await showTab(page, 'Segments')
    const row = segments.locator('.row').filter({ hasText: 'Hiking fans' })
    expect(await row.locator('.membership').textContent()).toBe('out')
    await row.locator('summary').click()
    expect(await row.locator('.branch--false').first().innerText()).toMatch(
      /Product Viewed.*at least twice[^]*seen 1/,
    )

    await lookAt(page, 'skarn-boots')
    await row.locator('.membership', { hasText: 'in' }).waitFor()
    await row.locator('.branch--true', { hasText: 'seen 2' }).waitFor()
    expect(await row.locator('summary').innerText()).toMatch(/leaves in 6 d 23 h|leaves in 7 d 00 h/)

    await addToCart(page, 'karst-daypack')
    const idle = segments.locator('.row').filter({ hasText: 'Cart idle' }).locator('summary .countdown')
    const texts = new Set<string>()
    await expect
      .poll(
        async () => {
          texts.add((await idle.textContent()) ?? '')
          return texts.size
        },
        { timeout: 10_000 },
      )
      .toBeGreaterThan(2)
  })

  test('[SDK58] a segment that is warming up is marked, with until when', async () => {
    // As the edge explains a rule that looks back to what a profile has forgotten
    const warming = (condition: ConditionExplanation): ConditionExplanation => ({
      ...condition,
      truth: 'unknown',
      ...(condition.children
        ? { children: condition.children.map(warming) }
        : { warmingUntil: '2027-01-05T09:30:00.000Z' }),
    })
    await context.route('**/v1/interact', async (route) => {
      const response = await route.fetch()
      // `as`: the edge's contract
      const answer = (await response.json()) as InteractResponse
      const segments = answer.debug?.segments.map((segment) =>
        segment.segment === 'hiking-fans' ? { ...segment, when: warming(segment.when) } : segment,
      )
      const debug = answer.debug && { debug: { ...answer.debug, segments } }
      await route.fulfill({ response, json: { ...answer, ...debug } })
    })
    const page = await openWithInspector('/')
    const segments = await showTab(page, 'Segments')
    const row = segments.locator('.row').filter({ hasText: 'Hiking fans' })
    await row.locator('summary', { hasText: 'warming up' }).click()
    expect(await row.locator('.facts').first().innerText()).toMatch(
      /not known before .*2027.*: what came before is forgotten/,
    )
    expect(await segments.locator('summary', { hasText: 'warming up' }).count()).toBe(1)
  })

  test('[SHOP27] the visitor’s tab has consent, what waits, the connection and the traits, computed ones too', async () => {
    const page = await openWithInspector('/')
    const visitor = await showTab(page, 'Visitor')
    const facts = async (): Promise<string> => (await visitor.innerText()).replace(/\s+/g, ' ')
    await expect.poll(facts).toContain('live connection open')
    await expect.poll(facts).toContain('favourite_category null')
    expect(await facts()).toContain('consent: analytics granted')
    expect(await facts()).toContain('waiting to be sent 0 events')

    await page.route('**/v1/**', (route) => route.abort())
    await Promise.all([
      page.waitForEvent('requestfailed', (request) => isInteraction(request)),
      page.locator('main [data-add="karst-daypack"]').click(),
    ])
    await expect.poll(facts).toContain('waiting to be sent 1 event')
    await entriesOf(page).filter({ hasText: 'Error: network' }).first().waitFor({ state: 'attached' })
    await page.unroute('**/v1/**')
    await page.evaluate(() =>
      (window as unknown as { edgewise: { identify(traits: object): unknown } }).edgewise.identify({
        first_name: 'Robin',
      }),
    )
    await expect.poll(facts).toContain('first_name "Robin"')
    await expect.poll(facts).toContain('waiting to be sent 0 events')
  })

  test('[SHOP28] it changes nothing of the page: neither its markup nor the place of anything', async () => {
    const page = await context.newPage()
    await page.goto('/about/')
    await page.getByRole('button', { name: 'Inspect' }).waitFor()
    // Until the edge has answered, the page may still change by itself
    await page.evaluate(() =>
      (window as unknown as { edgewise: { ready(): Promise<void> } }).edgewise.ready(),
    )
    const look = (): Promise<string> =>
      page.evaluate(async () => {
        // Content arrives gently: its place is where it comes to rest
        await Promise.all(document.getAnimations().map((animation) => animation.finished))
        const places = [...document.body.querySelectorAll('*')].map((element) => {
          const { x, y, width, height } = element.getBoundingClientRect()
          return [x, y, width, height]
        })
        return JSON.stringify([
          document.body.outerHTML.replaceAll(/ data-ew-(reason|shown)="[^"]*"/g, ''),
          places,
        ])
      })
    const before = await look()
    await page.keyboard.press('Alt+E')
    await panelOf(page).waitFor()
    await entriesOf(page).first().waitFor()
    expect(await look()).toBe(before)
  })

  test('[SHOP29] at 375 px it is a sheet from below, and nothing of it is cut off', async () => {
    const page = await openWithInspector('/')
    await page.setViewportSize({ width: 375, height: 740 })
    const box = await panelOf(page).boundingBox()
    expect(box).toMatchObject({ x: 0, width: 375 })
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBe(740)
    expect(box?.y).toBeGreaterThan(250)
    const wide = await inspectorOf(page).evaluate((host) =>
      [...(host.shadowRoot?.querySelectorAll('.panel *') ?? [])]
        .filter((element) => element.checkVisibility() && element.getBoundingClientRect().right > 375)
        .map(({ outerHTML }) => outerHTML.slice(0, 100)),
    )
    expect(wide).toEqual([])
  })

  test('[SHOP30] where the edge keeps its reasons to itself, it says so and shows the rest', async () => {
    const discreet = await startShop({ local: false })
    try {
      const page = await context.newPage()
      await page.goto(`${discreet.url}/?ew_debug`)
      await panelOf(page).waitFor()
      await addToCart(page, 'karst-daypack')
      const entry = entryOf(page, 'Product Added', 'Karst 28')
      await entry.locator('.in', { hasText: 'hiking-fans' }).waitFor()
      expect(await entry.locator('.timing').innerText()).not.toContain('at the edge')
      const slots = await showTab(page, 'Slots')
      await slots.locator('summary').first().click()
      expect(await slots.locator('.row').first().innerText()).toContain(
        'The edge gives its reasons in local mode only.',
      )
    } finally {
      await discreet.stop()
    }
  })

  test('[SHOP31] it weighs at most 25 KB', async () => {
    const script = await readFile(inRepository('dist', 'ew-inspector.js'))
    expect(gzipSync(script, { level: 9 }).length).toBeLessThanOrEqual(BUDGET_BYTES)
  })
})
