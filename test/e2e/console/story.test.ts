import { once } from 'node:events'
import { createServer, type Server as HttpServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchChromium } from '../../support/chromium.ts'
import { startServer, type Server } from '../../support/server.ts'
import { openConsole } from './console-page.ts'

let server: Server
let browser: Browser
/** A shop of another origin, whose pages have whatever was pasted into them. */
let shop: HttpServer
let snippet = ''

beforeAll(async () => {
  ;[server, browser] = await Promise.all([startServer({ local: true }), launchChromium()])
  shop = createServer((_, response) =>
    response.setHeader('content-type', 'text/html').end(
      `<!doctype html><title>Corner shop</title>${snippet}
       <div data-ew-slot="announcement"><p>Open from nine to five</p></div>
       <script>window.edgewise ??= []</script>`,
    ),
  )
  shop.listen(0, '127.0.0.1')
  await once(shop, 'listening')
})

afterAll(async () => {
  await browser?.close()
  shop?.close()
  await server?.stop()
})

/** Types into a field that suggests, and leaves it. */
async function write(page: Page, label: string, text: string): Promise<void> {
  const field = page.getByRole('combobox', { name: label, exact: true })
  await field.fill(text)
  await field.press('Tab')
}

/** What a script of the page tells Edgewise. */
const look = (page: Page) =>
  page.evaluate(() => {
    // `as`: the snippet's script, or the list that it takes over
    const { edgewise } = globalThis as unknown as { edgewise: { push: (call: unknown[]) => void } }
    edgewise.push(['track', 'Product Viewed', { category: 'hiking' }])
  })

test('[CON21] from nothing to a page that changes: site, snippet, first event, segment, content, preview, publish, roll back', async () => {
  const { page, open, close } = await openConsole(browser, server)
  const main = page.getByRole('main')

  // A site, and its snippet
  await open('/sites')
  await page.getByRole('button', { name: 'New site' }).click()
  await page.getByLabel('Name').fill('Corner shop')
  await page.getByRole('button', { name: 'Create site' }).click()
  await page.getByText('0 of 5 steps are done.').waitFor()
  const pasted = (await page.getByLabel('Copy the snippet').first().textContent()) ?? ''

  // Sums are told every half a minute; here nobody waits so long
  const told = await fetch(new URL('/api/sites/corner-shop/draft/settings/rollup', server.url), {
    method: 'PUT',
    headers: { authorization: `Bearer ${server.adminToken}`, 'if-match': '"1"' },
    body: JSON.stringify({ everySeconds: 1 }),
  })
  expect(told.status).toBe(200)

  // The shop has another origin: it is allowed, and published
  // `as`: a server that listens has a port
  const origin = `http://127.0.0.1:${(shop.address() as AddressInfo).port}`
  await page.getByRole('link', { name: 'Settings, Pages and keys' }).click()
  await page.getByLabel('Another origin').fill(origin)
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  await main.getByRole('button', { name: 'Save draft' }).click()
  await page.getByRole('link', { name: 'Publish' }).click()
  await page.getByRole('button', { name: 'Publish now' }).click()
  await page.getByRole('heading', { name: 'All is published' }).waitFor()

  // The snippet goes into the shop's page; its visitors have agreed, and want to see what changes
  snippet = pasted.replace('data-consent="wait"', 'data-consent="granted" data-live')
  expect(snippet).not.toBe(pasted)
  const visitor = await (await browser.newContext()).newPage()
  visitor.setDefaultTimeout(60_000)
  await visitor.goto(origin)
  await look(visitor)
  await open('/corner-shop')
  await page.getByText('1 of 5 steps are done.').waitFor()

  // Who: viewed hiking twice in seven days
  await page.getByRole('link', { name: 'Make the first segment' }).click()
  await page.getByRole('button', { name: 'New segment' }).click()
  await page.getByRole('button', { name: 'Begin with nothing' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill('Hiking fans')
  await page.getByRole('button', { name: 'Create segment' }).click()
  await page.getByRole('button', { name: 'Add a condition' }).click()
  await page.getByRole('menuitem', { name: 'Did something' }).click()
  await write(page, 'Event', 'Product Viewed')
  await page.getByRole('button', { name: 'Where', exact: true }).click()
  await write(page, 'What', 'properties.category')
  await write(page, 'Value', 'hiking')
  await page.getByRole('spinbutton', { name: 'times' }).fill('2')
  await main.getByRole('button', { name: 'Save draft' }).click()
  await main.getByText('Saved in the draft').waitFor()

  // What: other words in a slot that is ready made
  await page.getByRole('link', { name: 'Slots', exact: true }).click()
  await page.getByRole('button', { name: 'New slot' }).first().click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Announcement bar').check()
  await dialog.getByLabel('Name').fill('Announcement')
  await dialog.getByRole('button', { name: 'Create slot' }).click()
  await page.getByRole('button', { name: 'New experience' }).first().click()
  await dialog.getByLabel('Name').fill('Boots for hikers')
  await dialog.getByRole('combobox', { name: 'Who sees it' }).click()
  await page.getByRole('option', { name: 'Hiking fans' }).click()
  await dialog.getByRole('button', { name: 'Create experience' }).click()
  await page.getByRole('heading', { name: 'Boots for hikers' }).waitFor()
  await page.getByRole('textbox', { name: 'Text', exact: true }).fill('New boots have arrived')
  await page.frameLocator('iframe[title="Preview"]').getByText('New boots have arrived').waitFor()
  await main.getByRole('button', { name: 'Save draft' }).click()
  await main.getByText('Saved in the draft').waitFor()

  // It is looked at on the shop's own page, as who it is for, before anybody else sees it
  await main.getByRole('button', { name: 'Preview on site' }).click()
  expect(await dialog.getByLabel('Hiking fans').isChecked()).toBe(true)
  const [previewed] = await Promise.all([
    page.context().waitForEvent('page'),
    dialog.getByRole('button', { name: 'Open preview' }).click(),
  ])
  await previewed.locator('[data-ew-slot]', { hasText: 'New boots have arrived' }).waitFor()
  await previewed.locator('edgewise-inspector').getByText('Nothing is recorded').waitFor()
  await previewed.close()

  // Who will see it is told before, and the open page changes by itself after
  await look(visitor)
  await page.getByRole('link', { name: 'Publish' }).click()
  await page.getByRole('heading', { name: 'What it changes for visitors' }).waitFor()
  await page.getByLabel('What changes, and why').fill('Boots for hikers')
  await visitor.getByText('Open from nine to five').waitFor()
  await page.getByRole('button', { name: 'Publish now' }).click()
  await page.getByRole('heading', { name: 'All is published' }).waitFor()
  await visitor.getByText('New boots have arrived').waitFor()

  await open('/corner-shop')
  await page.getByText('From nothing to personal').waitFor({ state: 'hidden' })

  // And back
  await page.getByRole('link', { name: 'Releases', exact: true }).click()
  await page.getByRole('link', { name: 'Release 2', exact: true }).click()
  await page.getByRole('button', { name: 'Roll back to release 2' }).click()
  await dialog.getByLabel('Reason').fill('The boots are sold out')
  await dialog.getByRole('button', { name: 'Roll back' }).click()
  await page.getByRole('heading', { name: 'Release 4' }).waitFor()
  await visitor.getByText('Open from nine to five').waitFor()
  await visitor.context().close()
  await close()
})
