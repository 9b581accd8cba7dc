import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchChromium } from '../../support/chromium.ts'
import { startServer, type Server } from '../../support/server.ts'
import { openConsole } from './console-page.ts'
import { quickSite } from './quick-site.ts'
import { Shopper } from './shopper.ts'

let server: Server
let browser: Browser
let removeSite: () => Promise<void>

beforeAll(async () => {
  const site = await quickSite({ undeclaredEvents: 'quarantine' })
  removeSite = site.remove
  ;[server, browser] = await Promise.all([startServer({ local: true, site: site.file }), launchChromium()])
})

afterAll(async () => {
  await browser?.close()
  await server?.stop()
  await removeSite?.()
})

test('[CON140] a site that was sent nothing says so, and when that changes', async () => {
  const { page, open, expectAccessible, close } = await openConsole(browser, server)
  await open('data-quality')
  await page.getByText('Nothing was sent in the last 30 days').waitFor()
  await expectAccessible()
  await page.getByRole('tab', { name: 'Set aside' }).click()
  await page.getByText('Nothing waits').waitFor()
  await expectAccessible()
  await page.getByRole('tab', { name: 'Events and traits' }).click()
  await page.getByText('No event was observed yet').waitFor()
  await close()
})

test('[CON141] what was sent is summed by day and source, in a chart and in tables', async () => {
  const shopper = new Shopper(server)
  const app = { context: { library: { name: 'app-sdk' } } }
  await shopper.send(
    shopper.event('Product Viewed', { category: 'hiking' }),
    shopper.event('Product Viewed', { category: 'hiking' }, app),
    shopper.event('Prodct Viewed', {}, app),
    shopper.event('Broken', {}, { properties: 3 }),
  )
  await new Shopper(server, 'denied').send(shopper.event('Product Viewed', {}))
  const { page, open, expectAccessible, close } = await openConsole(browser, server)
  const sources = page.getByRole('table', { name: 'Messages by source' })
  await expect
    .poll(
      async () => {
        await open('data-quality')
        await sources.or(page.getByText('Nothing was sent')).waitFor()
        return sources.getByRole('row').count()
      },
      { timeout: 30_000 },
    )
    .toBe(3)
  await page.getByText('Of 4 messages 50% were accepted, 50% set aside.').waitFor()
  await page.getByRole('row').filter({ hasText: 'the visitor has not consented' }).first().waitFor()
  await expectAccessible()
  await page.getByRole('button', { name: 'Show as a table' }).click()
  await page.getByRole('table', { name: 'Day by day' }).waitFor()
  await page.getByRole('combobox', { name: 'Source' }).click()
  await page.getByRole('option', { name: 'app-sdk' }).click()
  await page.getByText('Of 2 messages 50% were accepted, 50% set aside.').waitFor()
  await page.getByRole('row').filter({ hasText: 'undeclared' }).getByText('app-sdk').waitFor()
  await expectAccessible()
  await close()
})

test('[CON142] what was set aside says why, and is replayed: some of it, or all of a kind', async () => {
  const shopper = new Shopper(server)
  await shopper.send(shopper.event('Size Chosen', {}), shopper.event('Size Chosen', {}))
  const { page, open, expectAccessible, close } = await openConsole(browser, server, { role: 'publisher' })
  const items = page.getByRole('list', { name: 'Events that were set aside' }).getByRole('listitem')
  const chosen = items.filter({ hasText: 'Size Chosen' })
  await expect
    .poll(
      async () => {
        await open('data-quality?tab=quarantine')
        await items.first().waitFor()
        return chosen.count()
      },
      { timeout: 30_000 },
    )
    .toBe(2)
  await chosen.first().getByText('the site').first().click()
  await chosen.first().getByText('"event": "Size Chosen"').waitFor()
  await expectAccessible()

  await chosen.first().getByRole('checkbox').check()
  await page.getByRole('button', { name: 'Replay 1 chosen' }).click()
  await page.getByText('0 of 1 were taken').first().waitFor()
  await page.getByText('1 is still wrong and waits on').waitFor()
  await page.getByRole('button', { name: '1 done' }).click()
  await page.getByRole('dialog', { name: 'Jobs' }).getByText('0 of 1 were taken').waitFor()
  await expectAccessible()
  await page.keyboard.press('Escape')

  // Whoever takes the catalogue less seriously takes what waits
  const site = new URL(`/api/sites/${server.site}/draft/settings/undeclaredEvents`, server.url)
  const headers = { authorization: `Bearer ${server.adminToken}` }
  const draft = await fetch(new URL(`/api/sites/${server.site}/draft`, server.url), { headers })
  const version = draft.headers.get('etag') ?? ''
  const edited = await fetch(site, {
    method: 'PUT',
    headers: { ...headers, 'if-match': version },
    body: JSON.stringify('accept'),
  })
  await fetch(new URL(`/api/sites/${server.site}/releases`, server.url), {
    method: 'POST',
    headers: { ...headers, 'if-match': edited.headers.get('etag') ?? '' },
    body: JSON.stringify({}),
  })
  await page.getByLabel('What is wrong').click()
  await page.getByRole('option', { name: 'undeclared' }).click()
  await page.getByRole('button', { name: 'Replay all of “undeclared”' }).click()
  await page.getByText('They count at their own time').waitFor()
  await expect.poll(() => chosen.count()).toBe(0)
  await close()
})

test('[CON143] the catalogue lists events as they were observed', async () => {
  const { page, open, expectAccessible, close } = await openConsole(browser, server)
  await open('data-quality?tab=catalogue')
  const viewed = page
    .getByRole('table', { name: 'Observed events' })
    .getByRole('row')
    .filter({ hasText: 'Product Viewed' })
  await viewed.getByText('category').waitFor()
  await expectAccessible()
  await close()
})

test('[CON144] who may not read what single people did is not offered it', async () => {
  const viewer = await openConsole(browser, server, { role: 'viewer', email: 'vera@example.com' })
  await viewer.open('data-quality?tab=quarantine')
  await viewer.page.getByRole('table', { name: 'Messages by source' }).waitFor()
  expect(await viewer.page.getByRole('tab').allTextContents()).toEqual(['What was sent', 'Events and traits'])
  await viewer.expectAccessible()
  await viewer.close()
  const editor = await openConsole(browser, server, { role: 'editor', email: 'edith@example.com' })
  await editor.open('data-quality?tab=quarantine')
  await editor.page.getByRole('list', { name: 'Events that were set aside' }).waitFor()
  expect(await editor.page.getByRole('button', { name: /Replay/ }).count()).toBe(0)
  await editor.close()
})
