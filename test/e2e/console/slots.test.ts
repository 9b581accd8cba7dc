import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { launchChromium } from '../../support/chromium.ts'
import { startServer, type Server } from '../../support/server.ts'
import { openConsole, type ConsolePage } from './console-page.ts'

// Whole stories, each with several looks by axe, on machines that do other things besides
vi.setConfig({ testTimeout: 180_000 })

let server: Server
let browser: Browser

beforeAll(async () => {
  ;[server, browser] = await Promise.all([
    startServer({ local: true, assets: 'dist/demo' }),
    launchChromium(),
  ])
})

afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

async function admin<T>(method: string, path: string, body?: unknown, headers = {}): Promise<T> {
  const response = await fetch(new URL(`/api/sites/${server.site}/${path}`, server.url), {
    method,
    headers: { authorization: `Bearer ${server.adminToken}`, ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  expect(response.ok).toBe(true)
  // `as`: each caller names the type that it then asserts on
  return (await response.json()) as T
}

interface Draft {
  readonly version: number
  readonly site: { readonly experiences: readonly { readonly id: string; readonly slot: string }[] }
}

/** The ids of a slot's experiences in the draft, in their order. */
async function orderOf(slot: string): Promise<string[]> {
  const { site } = await admin<Draft>('GET', 'draft')
  return site.experiences.flatMap((experience) => (experience.slot === slot ? [experience.id] : []))
}

const names = (page: ConsolePage['page']) =>
  page
    .getByRole('list', { name: 'Experiences, the first that fits wins' })
    .getByRole('listitem')
    .getByRole('link')

test('[CON97] slots list what is declared, and a slot of one that is ready made is put into the draft', async () => {
  const { page, open, expectAccessible, close } = await openConsole(browser, server)
  await open('slots')
  await page.getByRole('link', { name: 'Hero of the home page' }).waitFor()
  await expectAccessible()
  await page.getByRole('button', { name: 'New slot' }).click()
  const dialog = page.getByRole('dialog', { name: 'New slot' })
  await dialog.getByLabel('Row of cards').check()
  await expectAccessible()
  await dialog.getByLabel('Name').fill('Bestsellers')
  expect(await dialog.getByRole('textbox', { name: 'Id' }).inputValue()).toBe('bestsellers')
  await dialog.getByRole('textbox', { name: 'Id' }).fill('hero')
  await dialog.getByText('There is a slot with this id already.').waitFor()
  await dialog.getByRole('textbox', { name: 'Id' }).fill('bestsellers')
  await dialog.getByRole('button', { name: 'Create slot' }).click()
  await page.getByRole('heading', { name: 'Bestsellers' }).waitFor()
  await page.getByText('Everybody sees the same so far').waitFor()
  await expectAccessible()
  await close()
})

test('[CON98] experiences are put into order by the keyboard alone, and the default stays last', async () => {
  const { page, open, expectAccessible, close } = await openConsole(browser, server)
  await open('slots/hero')
  await names(page).first().waitFor()
  const before = await names(page).allInnerTexts()
  expect(before).toEqual(await orderOf('hero'))
  await expectAccessible()

  await page.getByRole('button', { name: 'Move cycling-hero up' }).focus()
  await page.keyboard.press('Enter')
  await page.getByText('cycling-hero is now number 2 of 4').waitFor()
  const moved = ['hiking-hero', 'cycling-hero', 'running-hero', 'camping-hero']
  expect(await names(page).allInnerTexts()).toEqual(moved)
  expect(await orderOf('hero')).toEqual(moved)

  // Undo puts it back
  await page.getByText('Undo', { exact: true }).click()
  await expect.poll(() => orderOf('hero')).toEqual(before)

  // The handle, too: taken up, moved and put down by keys
  await page.getByRole('button', { name: 'Drag camping-hero' }).focus()
  await page.keyboard.press('Space')
  await page.getByText('camping-hero is taken up, from number 4 of 4').waitFor({ state: 'attached' })
  await page.keyboard.press('ArrowUp')
  await page.getByText('camping-hero is over number 3 of 4').waitFor({ state: 'attached' })
  await page.keyboard.press('Space')
  await expect
    .poll(() => orderOf('hero'))
    .toEqual(['hiking-hero', 'running-hero', 'camping-hero', 'cycling-hero'])
  await admin('PUT', 'draft/slots/hero/order', { experiences: before })

  await page.getByText('It is always last, and cannot be removed.').waitFor()
  await close()
})

test('[CON99] a hero for a segment is made by clicks alone, and what was previewed is what the shop shows', async () => {
  const { page, open, expectAccessible, close } = await openConsole(browser, server)
  await open('slots')
  await page.getByRole('link', { name: 'Hero of the home page' }).click()
  await page.getByRole('button', { name: 'New experience' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Name').fill('Boots for customers')
  await dialog.getByRole('combobox', { name: 'Who sees it' }).click()
  await page.getByRole('option', { name: 'Customers' }).click()
  await dialog.getByRole('button', { name: 'Create experience' }).click()
  await page.getByRole('heading', { name: 'Boots for customers' }).waitFor()

  const title = page.getByRole('textbox', { name: 'Title', exact: true })
  await title.fill('Welcome back, ')
  await page.getByRole('button', { name: 'Insert a value into Title' }).click()
  await page.getByRole('menuitem', { name: 'First name' }).click()
  await page.getByText('Needed: without it the sentence has a gap.').waitFor()
  await page.getByLabel('Where First name is not known').fill('friend')
  await page.getByText('Needed: without it').waitFor({ state: 'detached' })
  await page.getByRole('textbox', { name: 'Text', exact: true }).fill('Your next pair is here.')
  await page.getByLabel('Address of the image').fill('/images/hero-hiking.svg')
  await page.getByRole('textbox', { name: 'What it shows' }).fill('Hikers at sunrise')
  const preview = page.frameLocator('iframe[title="Preview"]')
  await preview.getByText('Welcome back, friend').waitFor()
  await expectAccessible()
  const shown = await preview.locator('[data-ew-slot="hero"] .ew-hero__body').innerHTML()
  await page.locator('#page').getByRole('button', { name: 'Save draft' }).click()
  await page.locator('#page').getByText('Saved in the draft').waitFor()

  // As a customer would get it, the shop's engine decides the same
  await page.getByRole('combobox', { name: 'Show' }).click()
  await page.getByRole('option', { name: 'What a segment gets' }).click()
  await page.getByText('boots-for-customers: the visitor is not in customers.').waitFor()
  await page.getByRole('checkbox', { name: 'Customers' }).click()
  await page.getByText('boots-for-customers: shows variant.').waitFor()

  const { version } = await admin<Draft>('GET', 'draft')
  await admin('POST', 'releases', { message: 'A hero for customers' }, { 'if-match': `"${version}"` })
  const answer = await fetch(new URL('/v1/interact', server.url), {
    method: 'POST',
    body: JSON.stringify({
      writeKey: server.writeKey,
      stream: 'stream-of-the-console-1',
      sentAt: new Date().toISOString(),
      slots: ['hero'],
      consent: { analytics: 'granted', personalization: 'granted', advertising: 'denied' },
      batch: [
        {
          type: 'track',
          event: 'Order Completed',
          messageId: 'ew1.stream-of-the-console-1.1',
          properties: { revenue: 10 },
          timestamp: new Date().toISOString(),
        },
      ],
    }),
  })
  const { decisions } = (await answer.json()) as { decisions: { hero: { html: string } } }
  expect(decisions.hero.html).toContain(shown)
  await close()
})

test('[CON99] the frame of a preview runs nothing, whatever is written into it', async () => {
  const { page, open, close } = await openConsole(browser, server)
  await open('experiences/hiking-hero')
  const frame = page.locator('iframe[title="Preview"]')
  await frame.waitFor()
  expect(await frame.getAttribute('sandbox')).toBe('allow-same-origin')
  await page
    .getByRole('textbox', { name: 'Title', exact: true })
    .fill('<img src=x onerror="top.document.title=1">')
  await page.frameLocator('iframe[title="Preview"]').getByText('<img src=x onerror').waitFor()
  await page.locator('#page').getByRole('button', { name: 'Discard' }).click()
  await close()
})

test('[CON100] what visitors see now cannot be deleted, and can be duplicated and switched off', async () => {
  const { page, open, expectAccessible, close } = await openConsole(browser, server)
  await open('slots/cart-nudge')
  await page.getByRole('button', { name: 'More on Remind of an idle cart' }).click()
  const remove = page.getByRole('menuitem', { name: 'Delete' })
  await remove.getByText('It is live: switch it off and publish that first.').waitFor()
  expect(await remove.getAttribute('aria-disabled')).toBe('true')
  await page.getByRole('menuitem', { name: 'Duplicate' }).click()
  await page.getByRole('heading', { name: 'Remind of an idle cart (copy)' }).waitFor()
  await page.getByText('Off', { exact: true }).first().waitFor()
  await expectAccessible()
  await page.getByRole('button', { name: 'More on Remind of an idle cart (copy)' }).click()
  await page.getByRole('menuitem', { name: 'Delete' }).click()
  await page.getByText('Remind of an idle cart (copy) was deleted from the draft').waitFor()
  expect(await orderOf('cart-nudge')).toEqual(['idle-cart'])
  await page.getByText('Undo', { exact: true }).click()
  await expect.poll(() => orderOf('cart-nudge')).toEqual(['idle-cart', 'idle-cart-copy'])
  await close()
})

test('[CON101] a variant is duplicated, split evenly, and written in the languages of the site', async () => {
  const { version } = await admin<Draft>('GET', 'draft')
  await admin('PUT', 'draft/settings/locales', ['en', 'de'], { 'if-match': `"${version}"` })
  const { page, open, expectAccessible, close } = await openConsole(browser, server)
  await open('experiences/running-hero')
  await page.getByText('Visitors see this now').waitFor()
  const languages = page.getByRole('group', { name: 'Languages' })
  await languages.getByText('0 of 4').waitFor()
  await languages.getByRole('button', { name: 'de' }).click()
  await page.getByRole('textbox', { name: 'Title (optional)' }).fill('Lauf, wo die Straße endet')
  await page.getByRole('checkbox', { name: 'Image: as in the language it falls back to' }).click()
  await languages.getByText('2 of 4').waitFor()
  await page.frameLocator('iframe[title="Preview"]').getByText('Lauf, wo die Straße endet').waitFor()
  await expectAccessible()

  await page.getByRole('button', { name: 'Duplicate' }).click()
  await page.getByRole('tab', { name: 'Variant 2' }).waitFor()
  expect(await page.getByLabel('Variant 2, in percent').inputValue()).toBe('50')
  await page.getByLabel('Variant 2, in percent').fill('70')
  await page.getByText('expected shares that add up to 1').waitFor()
  await page.getByLabel('trail, in percent').fill('30')
  await page.getByText('expected shares that add up to 1').waitFor({ state: 'detached' })
  await page.locator('#page').getByRole('button', { name: 'Undo' }).click()
  await page.getByText('expected shares that add up to 1').waitFor()
  await page.locator('#page').getByRole('button', { name: 'Discard' }).click()
  await page.getByRole('tab', { name: 'Variant 2' }).waitFor({ state: 'detached' })
  await close()
})

test('[CON102] who may only look is offered nothing to change', async () => {
  const { page, open, expectAccessible, close } = await openConsole(browser, server, {
    role: 'viewer',
    email: 'vera@example.com',
  })
  await open('slots')
  await page.getByRole('link', { name: 'Cart nudge' }).waitFor()
  expect(await page.getByRole('button', { name: 'New slot' }).count()).toBe(0)
  await open('slots/cart-nudge')
  await names(page).first().waitFor()
  expect(await page.getByRole('button', { name: /^(Move|Drag|More on|New experience|Save)/ }).count()).toBe(0)
  await open('experiences/idle-cart')
  await page.getByRole('heading', { name: 'Remind of an idle cart' }).waitFor()
  expect(await page.getByRole('button', { name: 'Save draft' }).count()).toBe(0)
  expect(await page.getByRole('textbox', { name: 'Text', exact: true }).getAttribute('aria-disabled')).toBe(
    'true',
  )
  await expectAccessible()
  await close()
})

test('[CON97] [CON99] a slot that a page asks for is declared from the list, and a profile is who a preview is for', async () => {
  const { version } = await admin<Draft>('GET', 'draft')
  const rollup = { shards: 1, everySeconds: 1 }
  await admin('PUT', 'draft/settings/rollup', rollup, { 'if-match': `"${version}"` })
  const edited = await admin<Draft>('GET', 'draft')
  await admin('POST', 'releases', {}, { 'if-match': `"${edited.version}"` })
  const stream = 'stream-of-the-console-2'
  const asked = await fetch(new URL('/v1/interact', server.url), {
    method: 'POST',
    body: JSON.stringify({
      writeKey: server.writeKey,
      stream,
      sentAt: new Date().toISOString(),
      slots: ['text-below', 'hero'],
      page: { url: `${server.url}/deals/` },
      consent: { analytics: 'granted', personalization: 'granted', advertising: 'denied' },
      batch: ['Product Viewed', 'Product Viewed'].map((event, index) => ({
        type: 'track',
        event,
        messageId: `ew1.${stream}.${index + 1}`,
        properties: { category: 'hiking' },
        timestamp: new Date().toISOString(),
      })),
    }),
  })
  expect(asked.status).toBe(200)
  const seen = () => admin<{ slots: { name: string }[] }>('GET', 'slots/seen')
  await expect
    .poll(async () => (await seen()).slots.map(({ name }) => name), { timeout: 20_000 })
    .toContain('text-below')

  const { page, open, expectAccessible, close } = await openConsole(browser, server)
  await open('slots')
  const row = page.getByRole('row').filter({ hasText: 'text-below' })
  await row.getByText('Not declared yet').waitFor()
  await row.getByText('/deals/').waitFor()
  await expectAccessible()
  await row.getByRole('button', { name: 'Declare it' }).click()
  expect(await page.getByRole('radio', { name: /^Text/ }).isChecked()).toBe(true)
  await page.getByRole('button', { name: 'Declare slot' }).click()
  await page.getByRole('heading', { name: 'Text', exact: true }).waitFor()
  await page.getByRole('button', { name: 'More on Text' }).click()
  await page.getByRole('menuitem', { name: 'Delete' }).click()
  await page.getByText('Text was deleted from the draft').waitFor()

  const { profiles } = await admin<{ profiles: { key: string }[] }>('GET', 'segments/hiking-fans/members')
  await open('experiences/hiking-hero')
  await page.getByRole('combobox', { name: 'Show' }).click()
  await page.getByRole('option', { name: 'What a profile gets' }).click()
  await page.getByRole('textbox', { name: 'Profile' }).fill('user:nobody')
  await page.getByText('has no profile user:nobody').waitFor()
  await page.getByRole('textbox', { name: 'Profile' }).fill(profiles[0]!.key)
  await page.getByText('hiking-hero: shows ridge.').waitFor()
  await page.frameLocator('iframe[title="Preview"]').getByText('The ridge is calling').waitFor()
  await expectAccessible()
  await close()
})

test('[CON103] an audience of its own is built as segments are, and the site is given languages', async () => {
  const { page, open, expectAccessible, close } = await openConsole(browser, server)
  await open('experiences/camping-hero')
  await page.getByRole('combobox', { name: 'Audience' }).click()
  await page.getByRole('option', { name: 'Whoever meets a rule of its own' }).click()
  await page.getByText(/^Visitors who .*Page Viewed/).waitFor()
  await page.getByRole('button', { name: 'Edit the rule' }).click()
  await page.getByRole('dialog', { name: 'Who sees camping-hero' }).waitFor()
  await expectAccessible()
  await page.getByRole('button', { name: 'Done' }).click()
  await page.locator('#page').getByRole('button', { name: 'Save draft' }).click()
  await page.locator('#page').getByText('Saved in the draft').waitFor()
  const { site } = await admin<Draft>('GET', 'draft')
  expect(site.experiences.find(({ id }) => id === 'camping-hero')).toMatchObject({
    audience: { when: { kind: 'event', event: 'Page Viewed' } },
  })

  await open('settings')
  const languages = page.getByRole('textbox', { name: 'Languages' })
  await languages.fill('en, German')
  await page.getByText('a language tag such as').waitFor()
  await languages.fill('en, de, de-AT')
  await page.getByText('a language tag such as').waitFor({ state: 'detached' })
  await page.locator('#page').getByRole('button', { name: /^Save/ }).click()
  await expect
    .poll(async () => (await admin<{ value: unknown }>('GET', 'draft/settings/locales')).value)
    .toEqual(['en', 'de', 'de-AT'])
  await close()
})
