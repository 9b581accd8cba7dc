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

test('[CON15] one goes anywhere by the keyboard alone, and shortcuts can be switched off', async () => {
  const { page, open, expectAccessible, close } = await openConsole(browser, server)
  await open()
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: 'Go to' }).waitFor()
  await expectAccessible()
  await page.keyboard.type('rele')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Releases', level: 1 }).waitFor()
  await page.keyboard.press('g')
  await page.keyboard.press('t')
  await page.getByRole('heading', { name: 'Settings', level: 1 }).waitFor()

  await page.getByLabel('Name').fill('By keys alone')
  await page.keyboard.press('Control+s')
  await page.getByText('1 change not published').waitFor()

  await page.getByRole('heading', { name: 'Settings', level: 1 }).click()
  await page.keyboard.press('?')
  const help = page.getByRole('dialog', { name: 'Keyboard' })
  await help.getByRole('switch', { name: 'Shortcuts' }).press('Space')
  await expectAccessible()
  await page.keyboard.press('Escape')
  await help.waitFor({ state: 'hidden' })
  await page.keyboard.press('g')
  await page.keyboard.press('o')
  await page.keyboard.press('?')
  expect(await page.getByRole('dialog').count()).toBe(0)
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Settings')
  await close()
})

test('[CON15] the first stop of the Tab key leads to the page', async () => {
  const { page, open, close } = await openConsole(browser, server)
  await open()
  await page.keyboard.press('Tab')
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('To the page')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
  expect(await page.evaluate(() => document.activeElement?.closest('main')?.id)).toBe('page')
  await close()
})

test('[CON16] a page on a phone is as wide as the phone', async () => {
  const { page, open, expectAccessible, close } = await openConsole(browser, server, {
    viewport: { width: 375, height: 740 },
  })
  for (const path of ['', 'releases', 'publish', 'settings', 'settings?tab=install', 'settings?tab=people']) {
    await open(path)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(375)
  }
  await expectAccessible()
  await close()
})

test('[CON22] a page that cannot be had says why, and comes when it is tried again', async () => {
  const { page, open, expectAccessible, close } = await openConsole(browser, server)
  await open('settings')
  const problem = {
    type: '/problems/not-configured',
    title: 'The Worker lacks a setting',
    status: 404,
    detail: 'It has no ADMIN_TOKEN.',
  }
  await page.route('**/api/sites/*/releases?*', (route) =>
    route.fulfill({ status: 404, contentType: 'application/problem+json', body: JSON.stringify(problem) }),
  )
  await page.getByRole('link', { name: 'Releases' }).click()
  await page.getByRole('alert').getByText('It has no ADMIN_TOKEN.').waitFor()
  await page.getByRole('heading', { name: 'The Worker lacks a setting' }).waitFor()
  await expectAccessible()
  await page.unroute('**/api/sites/*/releases?*')
  await page.getByRole('button', { name: 'Try again' }).click()
  await page.getByRole('heading', { name: 'Releases', level: 1 }).waitFor()
  await page.goto(`/console/${server.site}/nothing/of/the/kind`)
  await page.getByRole('heading', { name: 'There is no such page' }).waitFor()
  await expectAccessible()
  await close()
})
