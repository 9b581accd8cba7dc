import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchChromium } from '../../support/chromium.ts'
import { startServer, type Server } from '../../support/server.ts'
import { openConsole, type ConsolePage } from './console-page.ts'

let server: Server
let browser: Browser

const segment = (id: string, name: string, event: string, where: object, times: number) => ({
  schema: 'segment/1',
  id,
  name,
  when: { all: [{ kind: 'event', event, where, window: 'P7D', op: { gte: times } }] },
})

/** A site with two segments, one of which is used, that tells its sums every second. */
const site = (id: string) => ({
  schema: 'site/1',
  id,
  name: 'Tried shop',
  timezone: 'Europe/Dublin',
  origins: [],
  writeKeys: [{ key: `ewk_${id}_k` }],
  rollup: { shards: 2, everySeconds: 1 },
  segments: [
    segment('hikers', 'Hikers', 'Product Viewed', { 'properties.category': 'hiking' }, 2),
    segment('buyers', 'Buyers', 'Order Completed', {}, 1),
  ],
  slots: [
    { id: 'hero', fields: { title: { type: 'text', required: true } }, template: '<h1>{{ title }}</h1>' },
  ],
  experiences: [
    {
      id: 'hiking-hero',
      name: 'Boots for hikers',
      slot: 'hero',
      audience: { segment: 'hikers' },
      variants: [{ id: 'boots', fields: { title: 'Boots' } }],
    },
  ],
})

beforeAll(async () => {
  ;[server, browser] = await Promise.all([startServer({ local: true }), launchChromium()])
})

afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

/** A published site of its own for a test, and the console on it. */
async function openSite(id: string, options: Parameters<typeof openConsole>[2] = {}): Promise<ConsolePage> {
  const authorization = `Bearer ${server.adminToken}`
  const answer = await fetch(new URL(`/api/sites/${id}/release`, server.url), {
    method: 'PUT',
    headers: { authorization },
    body: JSON.stringify(site(id)),
  })
  expect(answer.status).toBe(200)
  return openConsole(browser, server, options)
}

/** What a visitor of a site does. */
async function visit(id: string, name: string, events: readonly object[]): Promise<void> {
  const stream = `stream-of-a-visitor-of-${id}-${name}`
  const answer = await fetch(new URL('/v1/interact', server.url), {
    method: 'POST',
    headers: { 'content-type': 'text/plain', 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0' },
    body: JSON.stringify({
      writeKey: `ewk_${id}_k`,
      sentAt: new Date().toISOString(),
      consent: { analytics: 'granted', personalization: 'granted', advertising: 'denied' },
      stream,
      batch: events.map((event, index) => ({
        type: 'track',
        messageId: `ew1.${stream}.${index + 1}`,
        timestamp: new Date().toISOString(),
        ...event,
      })),
    }),
  })
  expect(answer.status).toBe(200)
}

const viewed = { event: 'Product Viewed', properties: { category: 'hiking', price: 120 } }
const bought = { event: 'Order Completed', properties: { revenue: 240 } }

/** Three visitors, of whom the sums have been told. */
async function visits(id: string): Promise<void> {
  await visit(id, 'ada', [viewed, viewed, viewed, { type: 'identify', traits: { name: 'Ada Byron' } }])
  await visit(id, 'bob', [viewed, bought])
  await visit(id, 'eve', [viewed, viewed, bought])
  await expect
    .poll(
      async () => {
        const answer = await fetch(new URL(`/api/sites/${id}/counts`, server.url), {
          headers: { authorization: `Bearer ${server.adminToken}` },
        })
        return ((await answer.json()) as { profiles: number }).profiles
      },
      { timeout: 20_000 },
    )
    .toBe(3)
}

async function draftOf(id: string, segmentId: string): Promise<unknown> {
  const answer = await fetch(new URL(`/api/sites/${id}/draft/segments/${segmentId}`, server.url), {
    headers: { authorization: `Bearer ${server.adminToken}` },
  })
  return ((await answer.json()) as { value?: unknown }).value
}

/** Types into a field that suggests, and leaves it. */
async function write(page: Page, label: string, text: string): Promise<void> {
  const field = page.getByRole('combobox', { name: label, exact: true })
  await field.fill(text)
  await field.press('Tab')
}

async function save(page: Page): Promise<void> {
  await page.locator('main').getByRole('button', { name: 'Save draft' }).click()
  await page.getByText('Saved in the draft').waitFor()
}

const sentence = (page: Page) => page.getByTestId('sentence')

/** Makes a site that nothing was ever published of. */
async function emptySite({ context }: ConsolePage, id: string): Promise<void> {
  const made = await context.request.post('/api/sites', {
    data: { id, name: 'Empty shop' },
    headers: { origin: server.url },
  })
  expect(made.status()).toBe(201)
}

test('[CON54] a site without segments says what they are for, and offers templates', async () => {
  const opened = await openConsole(browser, server)
  const { page, open, expectAccessible, close } = opened
  await emptySite(opened, 'bare-shop')
  await open('/bare-shop/segments')
  await page.getByText('No segments yet').waitFor()
  await expectAccessible()
  await page.getByRole('button', { name: 'New segment' }).click()
  await page.getByRole('heading', { name: 'Interested, and not bought' }).waitFor()
  await expectAccessible()
  await close()
})

test('[CON54] “viewed hiking twice in 7 days” is built on an empty site by clicks alone', async () => {
  const opened = await openConsole(browser, server)
  const { page, open, expectAccessible, close } = opened
  await emptySite(opened, 'empty-shop')
  await open('/empty-shop/segments')
  await page.getByRole('button', { name: 'New segment' }).click()
  await page.getByRole('button', { name: 'Begin with nothing' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill('Hiking fans')
  await page.getByRole('button', { name: 'Create segment' }).click()
  await page.getByRole('heading', { name: 'Hiking fans', level: 1 }).waitFor()
  await page.getByText('Nothing is asked yet').waitFor()

  await page.getByRole('button', { name: 'Add a condition' }).click()
  await page.getByRole('menuitem', { name: 'Did something' }).click()
  await write(page, 'Event', 'Product Viewed')
  await page.getByRole('button', { name: 'Where', exact: true }).click()
  await write(page, 'What', 'properties.category')
  await write(page, 'Value', 'hiking')
  await page.getByRole('spinbutton', { name: 'times' }).fill('2')
  await expect
    .poll(() => sentence(page).textContent())
    .toBe('Visitors who did “Product Viewed” (where category is “hiking”) at least twice in the last 7 days.')
  await save(page)
  expect(await draftOf('empty-shop', 'hiking-fans')).toEqual(
    segment('hiking-fans', 'Hiking fans', 'Product Viewed', { 'properties.category': 'hiking' }, 2),
  )
  await expectAccessible()
  await close()
})

test('[CON55] a rule is tried on real visitors while it is edited, saved or not, and says why', async () => {
  const { page, open, expectAccessible, close } = await openSite('tried')
  await visits('tried')
  await open('/tried/segments/hikers')
  const trial = page.getByRole('region', { name: 'Who would be in' })
  await trial.getByText('2 of 3', { exact: true }).waitFor()
  await expectAccessible()
  await trial.getByRole('button', { name: 'Ada Byron' }).click()
  const why = page.getByRole('dialog', { name: 'Ada Byron' })
  await why.getByText('Would be in, because:').waitFor()
  await why.getByText('seen: 3').waitFor()
  await expectAccessible()
  await page.keyboard.press('Escape')

  await page.getByRole('button', { name: /^Did “Product Viewed”/ }).click()
  await page.getByRole('spinbutton', { name: 'times' }).fill('3')
  await trial.getByText('1 of 3', { exact: true }).waitFor()
  await trial.getByRole('textbox', { name: 'Try it on somebody' }).fill('nobody')
  await trial.getByRole('button', { name: 'Try', exact: true }).click()
  await trial.getByText('user:nobody: there is no such profile.').waitFor()
  await page.getByRole('button', { name: 'Undo' }).click()
  await trial.getByText('2 of 3', { exact: true }).waitFor()
  expect(await sentence(page).textContent()).toContain('at least twice')
  await close()
})

test('[CON56] what the site’s visitors send is offered, with what it carries', async () => {
  const { page, open, close } = await openSite('offered')
  await visits('offered')
  await open('/offered/segments/hikers')
  await page.getByRole('button', { name: /^Did “Product Viewed”/ }).click()
  await page.getByRole('combobox', { name: 'Event' }).fill('order')
  await page.getByRole('option', { name: 'Order Completed 2 times' }).click()
  await page.getByRole('combobox', { name: 'What', exact: true }).fill('rev')
  await page.getByRole('option', { name: 'properties.revenue number' }).click()
  expect(await sentence(page).textContent()).toContain('“Order Completed” (where revenue is')
  await close()
})

test('[CON57] the list and the overlap have their numbers, the overlap also as a table', async () => {
  const { page, open, expectAccessible, close } = await openSite('counted')
  await visits('counted')
  await open('/counted/segments')
  const row = page.getByRole('row', { name: /Hikers/ })
  await row.getByText('66.7% of all').waitFor()
  await row.getByText('Boots for hikers').waitFor()
  await page.getByText('Exact, of 3 visitors').waitFor()
  await expectAccessible()
  await page.getByRole('tab', { name: 'Overlap' }).click()
  await page.getByText('1 visitors are in both, 33.3% of those in either.').waitFor()
  await expectAccessible()
  await page.getByRole('button', { name: 'Show as a table' }).click()
  await page.getByRole('table', { name: 'Pairs of segments' }).getByRole('cell', { name: '33.3%' }).waitFor()
  await close()
})

test('[CON57] who came and went each day is shown, also as a table', async () => {
  const { page, open, expectAccessible, close } = await openSite('coming')
  await visits('coming')
  await open('/coming/segments/buyers')
  await page.getByRole('tab', { name: 'Members' }).click()
  await page.getByText('In the last 30 days 2 entered and 0 left.').waitFor()
  await expectAccessible()
  await page.getByRole('button', { name: 'Show as a table' }).click()
  await page.getByRole('table', { name: 'Who entered and who left, by day' }).waitFor()
  await close()
})

test('[CON58] a segment that is used cannot be deleted; one that was copied or deleted is found, and comes back', async () => {
  const { page, open, expectAccessible, close } = await openSite('used')
  await open('/used/segments/hikers')
  await page.getByRole('tab', { name: 'Used by (1)' }).click()
  await page.getByRole('tabpanel').getByText('Boots for hikers').waitFor()
  await page.getByRole('button', { name: 'More to do with this segment' }).click()
  await page.getByRole('menuitem', { name: 'Delete the segment' }).click()
  await page.getByRole('dialog', { name: 'Hikers is in use' }).getByText('Boots for hikers').waitFor()
  await expectAccessible()
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click()
  expect(await draftOf('used', 'hikers')).toBeDefined()

  await open('/used/segments/buyers')
  await page.getByRole('button', { name: 'More to do with this segment' }).click()
  await page.getByRole('menuitem', { name: 'Duplicate' }).click()
  await page.getByRole('heading', { name: 'Buyers (copy)', level: 1 }).waitFor()
  await page.getByRole('button', { name: 'More to do with this segment' }).click()
  await page.getByRole('menuitem', { name: 'Delete the segment' }).click()
  await page.getByRole('heading', { name: 'Segments', level: 1 }).waitFor()
  await page.getByRole('button', { name: 'Undo' }).click()
  await page.getByRole('link', { name: 'Buyers (copy)' }).waitFor()
  const copy = { ...site('used').segments[1], id: 'buyers-copy', name: 'Buyers (copy)' }
  await expect.poll(() => draftOf('used', 'buyers-copy')).toEqual(copy)
  await open('/used/segments?q=copy')
  await page.getByRole('link', { name: 'Buyers (copy)' }).waitFor()
  expect(await page.getByRole('link', { name: 'Hikers' }).count()).toBe(0)
  await page.getByRole('searchbox', { name: 'Find a segment' }).fill('nothing like it')
  await page.getByText('No segment is called “nothing like it”').waitFor()
  await page.getByRole('button', { name: 'Show all' }).click()
  await page.getByRole('link', { name: 'Hikers' }).waitFor()
  await close()
})

test('[CON59] a segment is read and written as JSON; what is no JSON changes nothing', async () => {
  const { page, open, expectAccessible, close } = await openSite('written')
  await open('/written/segments/buyers?tab=json')
  const editor = page.getByRole('textbox', { name: 'The segment as JSON' })
  await editor.waitFor()
  await expectAccessible()
  const before = await sentence(page).textContent()
  await editor.fill('{ "id": "buyers", ')
  await page.getByText('This is no JSON object yet').waitFor()
  expect(await sentence(page).textContent()).toBe(before)
  await editor.fill(JSON.stringify(segment('buyers', 'Buyers', 'Signed In', {}, 5)))
  await expect.poll(() => sentence(page).textContent()).toContain('“Signed In” at least 5 times')
  await editor.fill(JSON.stringify(segment('others', 'Buyers', 'Signed In', {}, 5)))
  await page.getByText('A segment keeps its id').waitFor()
  await close()
})

test('[CON60] a viewer is shown segments and offered no edit', async () => {
  const { page, open, expectAccessible, close } = await openSite('looked-at', {
    role: 'viewer',
    email: 'vera@example.com',
  })
  await open('/looked-at/segments')
  await page.getByRole('link', { name: 'Hikers' }).click()
  await page.getByText('Editors see visitors here').waitFor()
  await page.getByRole('button', { name: /^Did “Product Viewed”/ }).click()
  expect(await page.getByRole('button', { name: /Add|Remove|Move|Save/ }).count()).toBe(0)
  expect(await page.getByRole('spinbutton', { name: 'times' }).isDisabled()).toBe(true)
  expect(await page.getByRole('combobox', { name: 'Event' }).isDisabled()).toBe(true)
  await expectAccessible()
  await close()
})

test('[CON61] a template is filled in, and its rule can be changed like any other', async () => {
  const { page, open, expectAccessible, close } = await openSite('from-template')
  await open('/from-template/segments')
  await page.getByRole('button', { name: 'New segment' }).click()
  await page.getByRole('button', { name: /^High-value repeat customers/ }).click()
  await page.getByRole('spinbutton', { name: 'At least so many orders' }).fill('5')
  const dialog = page.getByRole('dialog')
  await dialog.getByText('“Order Completed” at least 5 times').waitFor()
  await dialog.getByRole('button', { name: 'Create segment' }).click()
  await page.getByRole('heading', { name: 'High-value repeat customers', level: 1 }).waitFor()
  await page.getByRole('tab', { name: 'Details' }).click()
  await page.getByText('They stay, although the rule is no longer true, until this is true:').waitFor()
  await page.getByRole('combobox', { name: 'Who has left may come back' }).click()
  await page.getByRole('option', { name: 'after a pause at the earliest' }).click()
  await page.getByRole('spinbutton', { name: 'The pause' }).fill('14')
  await expectAccessible()
  await save(page)
  expect(await draftOf('from-template', 'high-value-repeat-customers')).toMatchObject({
    exit: { minStay: 'P30D' },
    reentry: { cooldown: 'P14D' },
  })
  await close()
})

test('[CON62] conditions are grouped, moved and removed by the keyboard alone, and taken back', async () => {
  const { page, open, close } = await openSite('by-keys')
  await open('/by-keys/segments/hikers')
  const press = async (name: string, nth = 0): Promise<void> => {
    await page.getByRole('button', { name, exact: true }).nth(nth).focus()
    await page.keyboard.press('Enter')
  }
  await press('Add a group')
  await expect.poll(() => sentence(page).textContent()).toContain(', and did “')
  await press('Move down')
  await expect.poll(() => sentence(page).textContent()).toMatch(/^Visitors who did “.+ at least twice/)
  await press('More to do with this', 2)
  await page.keyboard.press('End')
  await page.keyboard.press('Enter')
  await expect.poll(() => sentence(page).textContent()).not.toContain(', and ')
  await press('Undo')
  await press('Undo')
  await press('Undo')
  await expect
    .poll(() => sentence(page).textContent())
    .toBe('Visitors who did “Product Viewed” (where category is “hiking”) at least twice in the last 7 days.')
  await close()
})

test('[CON63] what is wrong with a rule is said where it is wrong, and it is not tried', async () => {
  const { page, open, expectAccessible, close } = await openSite('wrong')
  await open('/wrong/segments/hikers')
  await page.getByRole('button', { name: 'Add a condition' }).click()
  await page.getByRole('menuitem', { name: 'Has a score' }).click()
  await page.getByRole('textbox', { name: 'Model' }).fill('')
  await page.getByText('Needs attention').waitFor()
  await page.getByText(/It is tried again as soon as/).waitFor()
  await page.getByRole('listitem').filter({ hasText: 'expected' }).first().waitFor()
  await expectAccessible()
  await close()
})
