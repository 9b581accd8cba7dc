import { readFile } from 'node:fs/promises'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchChromium } from '../../support/chromium.ts'
import { startServer, type Server } from '../../support/server.ts'
import { openConsole } from './console-page.ts'
import { quickSite } from './quick-site.ts'
import { Shopper } from './shopper.ts'

let server: Server
let browser: Browser
let ada: Shopper
let grace: Shopper
let removeSite: () => Promise<void>

beforeAll(async () => {
  const site = await quickSite()
  removeSite = site.remove
  ;[server, browser] = await Promise.all([startServer({ local: true, site: site.file }), launchChromium()])
  ada = new Shopper(server)
  grace = new Shopper(server)
  const view = (category: string) => ada.event('Product Viewed', { category, name: 'Boots' })
  await ada.send(
    ada.identify({ first_name: 'Ada', email: 'ada@example.com' }, 'u-17'),
    view('hiking'),
    view('hiking'),
    ada.event('Product Added', { name: 'Boots', price: 120 }),
    ada.event('Broken', {}, { properties: 3 }),
  )
  await grace.send(
    grace.identify({ first_name: 'Grace' }, 'u-18'),
    grace.event('Product Viewed', { category: 'running' }),
  )
})

afterAll(async () => {
  await browser?.close()
  await server?.stop()
  await removeSite?.()
})

test('[CON126] profiles are listed, found by what is typed and by segment, and opened', async () => {
  const { page, open, expectAccessible, close } = await openConsole(browser, server)
  const list = page.getByRole('table', { name: 'Profiles' })
  await expect
    .poll(
      async () => {
        await open('profiles')
        await list.or(page.getByText('Nobody has been here yet')).waitFor()
        return list.getByRole('link').count()
      },
      { timeout: 30_000 },
    )
    .toBe(2)
  await expectAccessible()

  await page.getByLabel('Find a profile').fill('ada@')
  await page.getByLabel('Find a profile').press('Enter')
  await expect.poll(() => list.getByRole('link').allTextContents()).toEqual(['Ada'])
  await page.getByLabel('Find a profile').fill('nobody')
  await page.getByRole('button', { name: 'Find' }).click()
  await page.getByText('Nobody is found by “nobody”').waitFor()
  await expectAccessible()
  await page.getByRole('button', { name: 'Show everybody' }).click()
  await expect.poll(() => list.getByRole('link').count()).toBe(2)

  await page.getByLabel('In the segment').click()
  await page.getByRole('option', { name: 'Hiking fans' }).click()
  await expect.poll(() => list.getByRole('link').allTextContents()).toEqual(['Ada'])
  await list.getByRole('link', { name: 'Ada' }).click()
  await page.getByRole('heading', { level: 1, name: 'Ada' }).waitFor()
  await close()
})

test('[CON127] a profile’s timeline is filtered, and each event opens to what it was', async () => {
  const { page, open, expectAccessible, close } = await openConsole(browser, server)
  await open(`profiles/${ada.key}`)
  const events = page.getByRole('list', { name: 'Events, the newest first' }).getByRole('listitem')
  await expect.poll(() => events.count()).toBe(4)
  await expectAccessible()
  await page.getByLabel('Event', { exact: true }).click()
  await page.getByRole('option', { name: 'Product Viewed' }).click()
  await expect.poll(() => events.count()).toBe(2)
  await events.first().getByText('Product Viewed', { exact: true }).click()
  await events.first().getByText('"category": "hiking"').waitFor()
  await expectAccessible()
  await page.getByLabel('With this text').fill('no such text')
  await page.getByRole('button', { name: 'Filter' }).click()
  await page.getByText('No such event').waitFor()
  await page.getByRole('button', { name: 'Show all' }).click()
  await expect.poll(() => events.count()).toBe(4)
  await close()
})

test('[CON128] a profile’s segments say why, since when, and what time changes next', async () => {
  const { page, open, expectAccessible, close } = await openConsole(browser, server)
  await open(`profiles/${ada.key}?tab=segments`)
  const hiking = page.getByRole('listitem').filter({ hasText: 'Hiking fans' }).first()
  await hiking.getByText('would leave').waitFor()
  await hiking.getByText('Hiking fans').click()
  await hiking.getByText('seen: 2').waitFor()
  await expectAccessible()
  await page.getByRole('heading', { name: 'What changes next if nothing happens' }).waitFor()
  await close()
})

test('[CON129] time is travelled: then, now, ahead, under another release or the draft', async () => {
  const { page, open, expectAccessible, close } = await openConsole(browser, server)
  await open(`profiles/${ada.key}?tab=segments`)
  const inside = page.getByRole('heading', { name: /^In \d+ of/ })
  const hiking = page.getByRole('listitem').filter({ hasText: 'Hiking fans' }).first()
  await hiking.getByText('in', { exact: true }).waitFor()

  await page.getByLabel('Look at it').click()
  await page.getByRole('option', { name: 'If nothing happens for' }).click()
  await page.getByLabel('Days').fill('8')
  await page.getByRole('button', { name: 'Look' }).click()
  await page.getByText('if nothing happens, decided by release 1').waitFor()
  await hiking.getByText('out', { exact: true }).waitFor()
  await expectAccessible()
  expect(new URL(page.url()).searchParams.get('ahead')).toBe('8')

  await page.getByLabel('Look at it').click()
  await page.getByRole('option', { name: 'At a time' }).click()
  await page.getByLabel('Date and time (Europe/Dublin)').fill('2020-01-01T09:00')
  await page.getByRole('button', { name: 'Look' }).click()
  await page.getByRole('alert').getByText('Nothing was known of this profile yet').waitFor()
  await expectAccessible()

  await page.getByLabel('Look at it').click()
  await page.getByRole('option', { name: 'Now' }).click()
  await inside.waitFor()
  await page.getByLabel('Decided by').fill('7')
  await page.getByLabel('Decided by').press('Enter')
  await page.getByRole('alert').getByText('has no release 7').waitFor()
  await page.getByLabel('Decided by').fill('draft')
  await page.getByLabel('Decided by').press('Enter')
  await page.getByText('decided by the draft').waitFor()
  await close()
})

test('[CON130] what each slot shows is said with the reason, for the page that was viewed last or another', async () => {
  const { page, open, expectAccessible, close } = await openConsole(browser, server)
  await open(`profiles/${ada.key}?tab=content`)
  const bar = page.getByRole('region', { name: 'Announcement bar' })
  await bar.getByText('Greet by first name').first().waitFor()
  await bar.getByText('not on this page').waitFor()
  await expectAccessible()
  await bar.getByText('The fields, filled in for this visitor').click()
  await bar.getByText('Ada').waitFor()
  await page.getByLabel('On the page').fill('https://shop.example/checkout.html')
  await page.getByLabel('On the page').press('Enter')
  await page.getByText('on https://shop.example/checkout.html.').waitFor()
  await close()
})

test('[CON131] traits say which event said them, and sessions where they began', async () => {
  const { page, open, expectAccessible, close } = await openConsole(browser, server)
  await open(`profiles/${ada.key}?tab=traits`)
  const email = page.getByRole('row').filter({ hasText: 'ada@example.com' })
  await email.getByText('web').waitFor()
  await page.getByRole('row').filter({ hasText: 'Category viewed most' }).getByText('hiking').waitFor()
  await expectAccessible()
  await page.getByRole('tab', { name: 'Timeline' }).focus()
  for (let tab = 0; tab < 4; tab += 1) await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Enter')
  await page.getByText('https://shop.example/boots').waitFor()
  await expectAccessible()
  await close()
})

test('[CON132] a profile is taken along as a file, and erased only by who types it, with a receipt', async () => {
  const { page, open, expectAccessible, close } = await openConsole(browser, server, { role: 'publisher' })
  await open(`profiles/${grace.key}`)
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Export' }).click(),
  ])
  expect(await readFile(await download.path(), 'utf8')).toContain('Grace')

  await page.getByRole('button', { name: 'Erase' }).click()
  const erase = page.getByRole('button', { name: 'Erase for ever' })
  expect(await erase.isDisabled()).toBe(true)
  await expectAccessible()
  await page.getByLabel('Type erase to go on').fill('erase')
  await erase.click()
  await page.getByRole('dialog', { name: 'Erased' }).getByText('"erasedAt"').waitFor()
  await expectAccessible()
  await page.getByRole('button', { name: 'To the profiles' }).click()
  await page.getByRole('heading', { level: 1, name: 'Profiles' }).waitFor()
  await open(`profiles/${grace.key}`)
  await page.getByText('It was never there, or it was erased.').waitFor()
  await expectAccessible()
  await close()
})

test('[CON133] who may not read profiles is not offered them, who may not erase is not offered that', async () => {
  const viewer = await openConsole(browser, server, { role: 'viewer', email: 'vera@example.com' })
  await viewer.open()
  expect(await viewer.page.getByRole('navigation', { name: 'Pages' }).getByText('Profiles').count()).toBe(0)
  await viewer.open('profiles')
  await viewer.page.getByText('Profiles are for editors').waitFor()
  await viewer.expectAccessible()
  await viewer.close()
  const editor = await openConsole(browser, server, { role: 'editor', email: 'edith@example.com' })
  await editor.open(`profiles/${ada.key}`)
  await editor.page.getByRole('link', { name: 'Export' }).waitFor()
  expect(await editor.page.getByRole('button', { name: 'Erase' }).count()).toBe(0)
  await editor.close()
})
