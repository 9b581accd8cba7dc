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

test(
  '[CON9] an invitation is shown once and signs in; roles are given and taken away',
  { timeout: 120_000 },
  async () => {
    const ada = await openConsole(browser, server)
    await ada.open('settings?tab=people')
    await ada.page.getByText('No members yet').waitFor()
    await ada.expectAccessible()
    await ada.page.getByLabel('E-mail address').fill('eve@example.com')
    await ada.page.getByRole('button', { name: 'Make an invitation' }).click()
    const link = (await ada.page.getByLabel('Copy the invitation').first().textContent()) ?? ''
    expect(link).toContain('/console/sign-in?invitation=ewi_demo-shop_')
    await ada.expectAccessible()

    const eve = await openConsole(browser, server)
    await eve.context.clearCookies()
    await eve.page.goto(link)
    await eve.page.getByRole('button', { name: 'Accept the invitation' }).click()
    await eve.page.getByRole('heading', { name: 'Overview' }).waitFor()

    await ada.page.reload()
    await ada.page.getByRole('button', { name: 'More on eve@example.com' }).click()
    await ada.expectAccessible()
    await ada.page.getByRole('menuitem', { name: 'Take the role away' }).click()
    await ada.expectAccessible()
    await ada.page.getByRole('dialog').getByRole('button', { name: 'Take the role away' }).click()
    await ada.page.getByText('No members yet').waitFor()
    await eve.open('settings')
    await eve.page.getByText('You have no role on “demo-shop”').waitFor()
    await ada.close()
    await eve.close()
  },
)

test('[CON10] a server key is shown once, rotated and revoked', async () => {
  const { page, open, expectAccessible, close } = await openConsole(browser, server)
  await open('settings?tab=keys')
  await page.getByLabel('What it is for').fill('Warehouse')
  await page.getByRole('button', { name: 'Make a key' }).click()
  const key = (await page.getByLabel('Copy the key').first().textContent()) ?? ''
  expect(key).toMatch(/^ews_/)
  await expectAccessible()
  await page.reload()
  await page.getByRole('cell', { name: 'Warehouse', exact: true }).waitFor()
  expect(await page.getByText(key).count()).toBe(0)
  await page.getByRole('button', { name: 'Rotate Warehouse' }).click()
  await page.getByRole('button', { name: 'Make a new one in its place' }).click()
  await page.getByText(/^until (in|tomorrow)/).waitFor()
  await page.getByRole('button', { name: 'Revoke Warehouse' }).first().click()
  await expectAccessible()
  await page.getByRole('button', { name: 'Revoke the key' }).click()
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
  await close()
})

test('[CON11] who did what is listed, with what it changed', async () => {
  const { page, open, expectAccessible, close } = await openConsole(browser, server)
  await open('settings')
  await page.getByLabel('Name').fill('Renamed')
  await page.getByRole('main').getByRole('button', { name: 'Save draft' }).click()
  await page.getByText('1 change not published').waitFor()
  await page.getByRole('tab', { name: 'Audit' }).click()
  const newest = page.getByRole('table', { name: 'Audit' }).getByRole('row').nth(1)
  expect(await newest.textContent()).toMatch(/ada@example\.comEdited the draftsettings\/name/)
  await expectAccessible()
  await newest.getByRole('button', { name: 'Changes' }).click()
  expect(await page.getByRole('dialog').getByRole('insertion').textContent()).toBe('Renamed')
  await expectAccessible()
  await close()
})

test('[CON12] what a role may not do is not offered', async () => {
  const viewer = await openConsole(browser, server, { role: 'viewer' })
  await viewer.open('settings')
  expect(await viewer.page.getByRole('tab').allTextContents()).toEqual(['Site', 'Pages and keys', 'Data'])
  expect(await viewer.page.getByLabel('Name').isDisabled()).toBe(true)
  expect(await viewer.page.getByRole('button', { name: 'Save draft' }).count()).toBe(0)
  await viewer.expectAccessible()
  await viewer.open('settings?tab=audit')
  expect(await viewer.page.getByRole('tab', { selected: true }).textContent()).toBe('Site')
  await viewer.close()

  const editor = await openConsole(browser, server, { role: 'editor' })
  await editor.open('publish')
  await editor.page.getByText('Publishing takes the role publisher').waitFor()
  expect(await editor.page.getByRole('button', { name: /Publish now/ }).count()).toBe(0)
  await editor.open('releases/1')
  expect(await editor.page.getByRole('button', { name: /Roll back/ }).count()).toBe(0)
  await editor.close()
})
