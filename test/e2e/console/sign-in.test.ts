import type { Browser } from 'playwright-core'
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

test('[CON1] every address answers with one page that runs and shows only files of its own', async () => {
  for (const path of ['/console', '/console/', '/console/demo-shop/what-ever']) {
    const answer = await fetch(new URL(path, server.url), { headers: { 'sec-fetch-mode': 'navigate' } })
    expect(answer.status).toBe(200)
    expect(await answer.text()).toContain('<div id="console">')
    const policy = answer.headers.get('content-security-policy')?.split('; ')
    expect(policy).toEqual(
      expect.arrayContaining(["script-src 'self'", "style-src 'self'", "frame-ancestors 'none'"]),
    )
  }
  const page = await (await fetch(new URL('/console/', server.url))).text()
  const [, script = ''] = /src="(\/console\/files\/[^"]+\.js)"/.exec(page) ?? []
  const file = await fetch(new URL(script, server.url))
  expect(file.status).toBe(200)
  expect(file.headers.get('content-type')).toContain('javascript')
  expect(file.headers.get('cache-control')).toContain('immutable')
  expect((await fetch(new URL('/console/files/none.js', server.url))).status).toBe(404)
})

test('[CON2] who is not signed in is sent to do so, and comes back', async () => {
  const { context, page, open, expectAccessible, close } = await openConsole(browser, server)
  await context.clearCookies()
  await open('/demo-shop')
  await page.getByRole('heading', { name: 'Sign in to Edgewise' }).waitFor()
  await expectAccessible()

  await page.getByLabel('Invitation').fill('ewi_demo-shop_0000')
  await page.getByRole('button', { name: 'Accept the invitation' }).click()
  await page.getByRole('alert').getByText('is not known, was used, or is over').waitFor()
  await expectAccessible()

  await page.getByLabel('E-mail address').fill('bea@example.com')
  await page.getByLabel('E-mail address').press('Enter')
  await page.getByRole('heading', { name: 'Overview' }).waitFor()
  expect(new URL(page.url()).pathname).toBe('/console/demo-shop')
  await close()
})

test('[CON3] a site without a role is said to be missing, and a new one can be made', async () => {
  const { page, open, expectAccessible, close } = await openConsole(browser, server)
  await open('/sites')
  await expectAccessible()
  await open('/no-such-site')
  await page.getByText('You have no role on “no-such-site”, or there is no such site.').waitFor()

  await page.getByRole('button', { name: 'New site' }).click()
  await page.getByLabel('Name').fill('Grüne Wiese')
  expect(await page.getByLabel('Id').inputValue()).toBe('grune-wiese')
  await page.getByLabel('Id').fill('Grüne Wiese')
  await page.getByRole('button', { name: 'Create site' }).click()
  await page.getByRole('alert').getByText('lower-case letters, digits and dashes').waitFor()
  await expectAccessible()
  await page.getByLabel('Id').fill('wiese')
  await page.getByRole('button', { name: 'Create site' }).click()
  await page.getByRole('heading', { name: 'Overview' }).waitFor()
  expect(new URL(page.url()).pathname).toBe('/console/wiese')
  await close()
})

test('[CON4] a theme that was chosen is there before anything is painted', async () => {
  const { page, open, close } = await openConsole(browser, server)
  await open()
  await page.getByRole('button', { name: 'Account' }).click()
  await page.getByRole('menuitem', { name: 'Dark' }).click()
  expect(await page.evaluate(() => getComputedStyle(document.documentElement).colorScheme)).toBe('dark')
  await page.route('**/console/files/*.js', (route) => route.abort())
  await page.reload({ waitUntil: 'domcontentloaded' })
  expect(await page.evaluate(() => document.documentElement.dataset['theme'])).toBe('dark')
  await close()
})
