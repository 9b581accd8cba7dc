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
  '[CON5] a change is saved in the draft, published with a word on it, compared, and rolled back',
  { timeout: 120_000 },
  async () => {
    const { page, open, expectAccessible, close } = await openConsole(browser, server)
    await open('settings')
    await expectAccessible()
    await page.getByText('All is published').waitFor()
    const name = await page.getByLabel('Name').inputValue()
    await page.getByLabel('Name').fill('Fernweh in spring')
    await page.getByText('1 unsaved edit').waitFor()
    await page.getByRole('main').getByRole('button', { name: 'Save draft' }).click()
    await page.getByText('1 change not published').waitFor()

    await page.getByRole('link', { name: 'Publish' }).click()
    await page.getByRole('heading', { name: '1 change' }).waitFor()
    expect(await page.getByRole('deletion').textContent()).toBe(name)
    expect(await page.getByRole('insertion').textContent()).toBe('Fernweh in spring')
    await expectAccessible()
    await page.getByLabel('What changes, and why').fill('It is spring')
    await page.getByRole('button', { name: 'Publish now' }).click()
    await page.getByText('Release 2 is live').first().waitFor()
    await page.getByRole('heading', { name: 'All is published' }).waitFor()
    await expectAccessible()

    await page.getByRole('link', { name: 'Releases' }).click()
    const newest = page.getByRole('row').nth(1)
    expect(await newest.textContent()).toMatch(/Release 2.*live.*It is spring.*ada@example\.com/)
    await expectAccessible()
    await page.getByRole('link', { name: 'Release 1', exact: true }).click()
    await page.getByRole('button', { name: 'Roll back to release 1' }).click()
    const dialog = page.getByRole('dialog')
    expect(await dialog.getByRole('button', { name: 'Roll back' }).isDisabled()).toBe(true)
    await dialog.getByLabel('Reason').fill('The old name was better')
    await expectAccessible()
    await dialog.getByRole('button', { name: 'Roll back' }).click()
    await page.getByRole('heading', { name: 'Release 3' }).waitFor()
    await page.getByText('The old name was better').waitFor()
    expect(await page.getByRole('insertion').textContent()).toBe(name)
    await open('settings')
    expect(await page.getByLabel('Name').inputValue()).toBe(name)
    await close()
  },
)

test(
  '[CON6] two editors of the same settle it place by place, and nothing is overwritten silently',
  { timeout: 120_000 },
  async () => {
    const ada = await openConsole(browser, server, { email: 'ada@example.com' })
    const bea = await openConsole(browser, server, { email: 'bea@example.com' })
    await ada.open('settings')
    await bea.open('settings')
    await bea.page.getByLabel('Name').fill('Bea’s shop')
    await bea.page.getByRole('main').getByRole('button', { name: 'Save draft' }).click()
    await bea.page.getByText('1 change not published').waitFor()

    await ada.page.getByLabel('Name').fill('Ada’s shop')
    await ada.page.getByRole('main').getByRole('button', { name: 'Save draft' }).click()
    const dialog = ada.page.getByRole('dialog', { name: /bea@example\.com changed/ })
    await dialog.waitFor()
    await ada.expectAccessible()
    expect(await dialog.getByRole('button', { name: 'Save both together' }).isDisabled()).toBe(true)
    await dialog.getByRole('radio', { name: /You have/ }).check()
    await dialog.getByRole('button', { name: 'Save both together' }).click()
    await dialog.waitFor({ state: 'hidden' })
    await ada.page.getByText('1 change not published').waitFor()
    expect(await ada.page.getByLabel('Name').inputValue()).toBe('Ada’s shop')

    // hers is not saved, and not lost
    await bea.page.getByLabel('Name').fill('Bea’s other shop')
    await bea.page.getByRole('main').getByRole('button', { name: 'Save draft' }).click()
    await bea.page.getByRole('dialog').getByRole('button', { name: 'Later' }).click()
    await bea.page.getByText('1 unsaved edit').waitFor()
    expect(await bea.page.getByLabel('Name').inputValue()).toBe('Bea’s other shop')
    await ada.close()
    await bea.close()
  },
)

test('[CON7] what keeps a draft from being published is said, and leads to where it is', async () => {
  const { page, open, expectAccessible, close } = await openConsole(browser, server)
  await open('settings?tab=install')
  await page.getByLabel('Another origin').fill('*.example.com')
  await page.getByRole('button', { name: 'Add' }).click()
  await page.getByText(/Found "\*\.example\.com"; expected an exact origin/).waitFor()
  await expectAccessible()
  await page.getByRole('main').getByRole('button', { name: 'Save draft' }).click()
  await page.getByRole('link', { name: 'Publish' }).click()
  await page.getByRole('heading', { name: 'One mistake keeps it from being published' }).waitFor()
  expect(await page.getByRole('button', { name: 'Publish now' }).isDisabled()).toBe(true)
  await expectAccessible()
  await page.getByRole('main').getByRole('link', { name: 'Allowed origins' }).first().click()
  await page.getByRole('heading', { name: 'Settings' }).waitFor()
  await open('settings?tab=install')
  await page.getByRole('button', { name: 'Take out *.example.com' }).click()
  await page.getByRole('main').getByRole('button', { name: 'Save draft' }).click()
  await page.getByText('not saved').waitFor({ state: 'hidden' })
  await close()
})

test('[CON8] a publish waits for its time in the site’s zone, and is taken back', async () => {
  const { page, open, expectAccessible, close } = await openConsole(browser, server)
  await open('settings?tab=data')
  await expectAccessible()
  await page.getByLabel('Months').fill('12')
  await page.getByRole('main').getByRole('button', { name: 'Save draft' }).click()
  await page.getByRole('link', { name: 'Publish' }).click()
  await page.getByLabel('Publish at a time').click()
  await page.getByLabel('When (Europe/Dublin)').fill('2027-12-24T18:00')
  await expectAccessible()
  await page.getByRole('button', { name: 'Schedule' }).click()
  const scheduled = page.getByRole('table', { name: 'Scheduled publishes' })
  await scheduled.getByText('24 Dec 2027, 18:00').waitFor()
  await expectAccessible()
  await scheduled.getByRole('button', { name: 'Take back' }).click()
  await scheduled.getByText('cancelled').waitFor()
  await close()
})
