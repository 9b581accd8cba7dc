import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { InteractResponse } from '../../../shared/event/index.ts'
import { inRepository } from '../../../scripts/repository.ts'
import { launchChromium } from '../../support/chromium.ts'
import { startServer, type Server } from '../../support/server.ts'
import { openConsole } from './console-page.ts'

let server: Server
let browser: Browser

beforeAll(async () => {
  ;[server, browser] = await Promise.all([
    startServer({ local: true, assets: inRepository('dist', 'demo') }),
    launchChromium(),
  ])
})

afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

const bannerOf = (page: Page) => page.locator('edgewise-inspector .preview-banner')
const heroOf = (page: Page, reason: string) =>
  page.locator(`[data-ew-slot="hero"][data-ew-reason="${reason}"]`)

interface NewPreview {
  readonly id: string
  readonly code: string
}

/** What a visitor is shown in the hero, as the edge answers a page that begins. */
async function heroOfVisitor(page: Page, begin: () => Promise<unknown>): Promise<string | undefined> {
  const [response] = await Promise.all([
    page.waitForResponse((answer) => answer.url().endsWith('/v1/interact') && answer.ok()),
    begin(),
  ])
  // `as`: the edge's contract
  return ((await response.json()) as InteractResponse).decisions['hero']?.reason
}

async function admin<T>(method: string, path: string, body?: unknown, version?: number): Promise<T> {
  const response = await fetch(`${server.url}/api/sites/${server.site}/${path}`, {
    method,
    headers: {
      authorization: `Bearer ${server.adminToken}`,
      ...(version !== undefined && { 'if-match': `"${version}"` }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  expect(response.ok).toBe(true)
  // `as`: each caller names what it asked for
  return (response.status === 204 ? null : await response.json()) as T
}

const order = (view: unknown): Promise<NewPreview> =>
  admin('POST', 'previews', { origin: new URL(server.url).origin, view })

test('[PRV13] is opened from the console in a tab of its own, and stays with it from page to page', async () => {
  const { page, context, open, expectAccessible, close } = await openConsole(browser, server)
  await open('previews')
  await page.getByText('No preview is open').waitFor()
  await page.getByRole('button', { name: 'Preview on site' }).click()
  const dialog = page.getByRole('dialog', { name: 'Preview on site' })
  await dialog.getByLabel('Hiking fans').check()
  await expectAccessible()
  const [shop] = await Promise.all([
    context.waitForEvent('page'),
    dialog.getByRole('button', { name: 'Open preview' }).click(),
  ])
  await bannerOf(shop).waitFor()
  expect(await bannerOf(shop).innerText()).toContain('in Hiking fans')
  expect(shop.url()).not.toContain('ew_preview')
  await heroOf(shop, 'TARGETING_MATCH').waitFor()
  await shop.goto(`${server.url}/?again`)
  await bannerOf(shop).waitFor()
  await page.getByRole('cell', { name: /1 page open/ }).waitFor()
  await expectAccessible()
  await page.getByRole('button', { name: 'End' }).click()
  await page.getByText('No preview is open').waitFor()
  await close()
})

describe('a page in a preview', () => {
  let context: BrowserContext
  let page: Page

  beforeEach(async () => {
    context = await browser.newContext({ baseURL: server.url })
    page = await context.newPage()
  })

  afterEach(() => context.close())

  const enter = async (view: unknown, path = '/', mark = '#'): Promise<NewPreview> => {
    const preview = await order(view)
    await page.goto(`${path}${mark}ew_preview=${encodeURIComponent(preview.code)}`)
    await bannerOf(page).waitFor()
    return preview
  }

  test('[PRV14] shows what is saved in the console without a reload, and is the visitor’s own again when it was ended', async () => {
    const { id } = await enter({ in: ['hiking-fans'] })
    await heroOf(page, 'TARGETING_MATCH').waitFor()
    await page.evaluate(() => Object.assign(window, { isSamePage: true }))

    const draft = await admin<{ version: number; site: Record<string, unknown> }>('GET', 'draft')
    // `as`: the demo's document
    const experiences = draft.site['experiences'] as { id: string; variants: { fields: object }[] }[]
    const hero = experiences.find((experience) => experience.id === 'hiking-hero')!
    const variants = hero.variants.map((variant) => ({
      ...variant,
      fields: { ...variant.fields, title: 'Not yet for everybody' },
    }))
    await admin('PATCH', 'draft/experiences/hiking-hero', { variants }, draft.version)
    await page.locator('[data-ew-slot="hero"]', { hasText: 'Not yet for everybody' }).waitFor()
    expect(await page.evaluate(() => 'isSamePage' in window)).toBe(true)

    const visitor = await context.newPage()
    expect(await heroOfVisitor(visitor, () => visitor.goto('/'))).toBe('DEFAULT')

    expect(await heroOfVisitor(page, () => admin('DELETE', `previews/${id}`))).toBe('DEFAULT')
    expect(await bannerOf(page).count()).toBe(0)
  })

  test('[PRV15] leaves what the browser keeps of its visitor as it was', async () => {
    await page.goto('/')
    await expect.poll(() => page.evaluate(() => localStorage.getItem('ew_d'))).not.toBeNull()
    const kept = (): Promise<string> => page.evaluate(() => JSON.stringify(Object.entries(localStorage)))
    const before = await kept()
    await enter({ in: ['hiking-fans'] }, '/?preview')
    await heroOf(page, 'TARGETING_MATCH').waitFor()
    expect(await kept()).toBe(before)
    const exit = page.locator('edgewise-inspector').getByRole('button', { name: 'Exit' })
    expect(await heroOfVisitor(page, () => exit.click())).toBe('DEFAULT')
    expect(await kept()).toBe(before)
  })

  test('[PRV16] is looked at otherwise from the page itself, by keyboard too', async () => {
    await enter({})
    const inspector = page.locator('edgewise-inspector')
    await inspector.getByRole('button', { name: 'Change' }).press('Enter')
    const running = inspector.getByLabel('Running fans')
    await running.selectOption({ label: 'In it' })
    await page.locator('[data-ew-slot="hero"][data-ew-shown*="running-hero"]').waitFor()
    await inspector.getByLabel('hero', { exact: true }).selectOption({ label: 'The default' })
    await heroOf(page, 'DEFAULT').waitFor()
    expect(await bannerOf(page).innerText()).toContain('in Running fans, 1 slot chosen by hand')
  })

  test('[PRV17] runs under a strict policy with Trusted Types, from a query as from a fragment, whose own text stays', async () => {
    const policy = "default-src 'self'; img-src 'self' data:; require-trusted-types-for 'script'"
    const violations: string[] = []
    await page.exposeFunction('violated', (what: string) => violations.push(what))
    await page.addInitScript(() =>
      addEventListener('securitypolicyviolation', (event) =>
        // `as`: `exposeFunction` put it there
        (window as unknown as { violated: (what: string) => void }).violated(event.violatedDirective),
      ),
    )
    await page.route(`${server.url}/**`, async (route) => {
      if (route.request().resourceType() !== 'document') return route.fallback()
      const response = await route.fetch()
      const headers = { ...response.headers(), 'content-security-policy': policy }
      return route.fulfill({ response, headers })
    })
    const preview = await order({ in: ['hiking-fans'] })
    await page.goto(`/?a=1&ew_preview=${encodeURIComponent(preview.code)}&b=2#/a/route`)
    await bannerOf(page).waitFor()
    await heroOf(page, 'TARGETING_MATCH').waitFor()
    expect(new URL(page.url()).search).toBe('?a=1&b=2')
    expect(new URL(page.url()).hash).toBe('#/a/route')
    expect(violations).toEqual([])
  })

  test('[PRV18] says in the browser’s console that a link was used before, and shows the page as ever', async () => {
    const preview = await enter({ in: ['hiking-fans'] })
    const other = await context.newPage()
    const warned = other.waitForEvent('console', (message) => message.text().includes('could not be opened'))
    const again = (): Promise<unknown> => other.goto(`/#ew_preview=${encodeURIComponent(preview.code)}`)
    expect(await heroOfVisitor(other, again)).toBe('DEFAULT')
    await warned
    expect(await bannerOf(other).count()).toBe(0)
  })
})
