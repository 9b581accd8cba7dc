import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchChromium } from '../../support/chromium.ts'
import { startServer, type Server } from '../../support/server.ts'
import { openConsole } from './console-page.ts'

let server: Server
let browser: Browser

beforeAll(async () => {
  ;[server, browser] = await Promise.all([startServer({ local: true }), launchChromium()])
})

afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

test(
  '[CON17] a new site is shown the way to its first personal content, ticked by what really happened',
  { timeout: 120_000 },
  async () => {
    const { page, open, expectAccessible, close } = await openConsole(browser, server)
    await open('/sites')
    await page.getByRole('button', { name: 'New site' }).click()
    await page.getByLabel('Name').fill('Corner shop')
    await page.getByRole('button', { name: 'Create site' }).click()
    await page.getByText('0 of 5 steps are done.').waitFor()
    await expectAccessible()

    // sums are told every half a minute; here nobody waits so long
    const call = (method: string, path: string, body: unknown, version: number) =>
      fetch(new URL(`/api/sites/corner-shop/${path}`, server.url), {
        method,
        headers: { authorization: `Bearer ${server.adminToken}`, 'if-match': `"${version}"` },
        body: JSON.stringify(body),
      })
    const patched = await call('PUT', 'draft/settings/rollup', { everySeconds: 1 }, 1)
    expect(patched.status).toBe(200)
    expect((await call('POST', 'releases', {}, 2)).status).toBe(201)

    const snippet = (await page.getByLabel('Copy the snippet').first().textContent()) ?? ''
    const [, src = '', key = ''] = /src="([^"]+)" data-key="([^"]+)"/.exec(snippet) ?? []
    await fetch(new URL('/v1/track', src), {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`${key}:`)}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        anonymousId: 'somebody',
        event: 'Product Viewed',
        messageId: 'first-of-all',
        context: { consent: { analytics: 'granted', personalization: 'granted', advertising: 'denied' } },
      }),
    })
    await page.getByText('1 of 5 steps are done.').waitFor()
    await page.getByText('Say who: a segment').waitFor()
    await expectAccessible()
    await page.getByRole('button', { name: 'Do not show this' }).click()
    await page.reload()
    await page.getByText('Events accepted').waitFor()
    await page.getByText('From nothing to personal').waitFor({ state: 'hidden' })
    await close()
  },
)

test(
  '[CON18] calls are shown as they come, who watches may pause, and viewers are not shown them',
  { timeout: 120_000 },
  async () => {
    const { page, open, expectAccessible, close } = await openConsole(browser, server)
    const send = (event: string) =>
      fetch(new URL('/v1/track', server.url), {
        method: 'POST',
        headers: {
          authorization: `Basic ${btoa(`${server.writeKey}:`)}`,
          'content-type': 'application/json',
        },
        body: JSON.stringify({
          anonymousId: 'a-walker',
          event,
          context: { consent: { analytics: 'granted', personalization: 'granted', advertising: 'denied' } },
        }),
      })
    const callsOf = (of: Page) => of.getByRole('list', { name: 'Calls, the newest first' })
    // isolates ask every ten seconds whether somebody watches
    const untilShown = (of: Page, event: string) =>
      expect
        .poll(
          async () => {
            await send(event)
            return callsOf(of).getByText(event).count()
          },
          { timeout: 30_000, interval: 250 },
        )
        .toBeGreaterThan(0)
    await open()
    await untilShown(page, 'Order Completed')
    await expectAccessible()

    const other = await openConsole(browser, server)
    await other.open()
    await page.getByRole('button', { name: 'Pause' }).click()
    await page.getByText('paused', { exact: true }).waitFor()
    await untilShown(other.page, 'Product Added')
    expect(await callsOf(page).getByText('Product Added').count()).toBe(0)
    await page.getByRole('button', { name: 'Go on' }).click()
    await untilShown(page, 'Cart Viewed')
    await other.close()
    await close()

    const viewer = await openConsole(browser, server, { role: 'viewer' })
    await viewer.open()
    await viewer.page.getByText('Events accepted').waitFor()
    expect(await viewer.page.getByRole('button', { name: 'Pause' }).count()).toBe(0)
    await viewer.close()
  },
)
