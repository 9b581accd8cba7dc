import type { BrowserContext, Page } from 'playwright-core'
import { expect, test, vi } from 'vitest'
import type { EdgewiseGlobal } from '../../../sdk/page-global.ts'
import { ready } from '../sdk/ready.ts'
import { createStage } from '../sdk/stage.ts'
import { readSnippets } from './snippets.ts'

declare const edgewise: EdgewiseGlobal

const stage = createStage()
const patience = { timeout: 20_000, interval: 50 }

/** A guide's text, as its reader would write it for their own site. */
const adapted = (text: string): string =>
  text.replaceAll('https://shop.example', stage.server.url).replaceAll('ewk_shop_1', stage.server.writeKey)

/** Opens a page that holds what a guide shows. */
async function open(visitor: BrowserContext, body: string): Promise<Page> {
  const address = `${stage.server.url}/guide`
  await visitor.unroute(address)
  await visitor.route(address, (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: `<!doctype html><html lang="en"><title>Guide</title>${adapted(body)}</html>`,
    }),
  )
  const page = await visitor.newPage()
  await page.goto(address)
  return page
}

test('[RUN46] the guide to the script tag: each of its steps works, and together they change the page', async () => {
  const [tag, slot, track, order, ...rest] = await readSnippets('script-tag')
  expect(rest).toEqual([])

  const first = await open(await stage.newVisitor(), `${tag!.code}${slot!.code}`)
  await ready(first)
  expect(await first.textContent('[data-ew-slot=hero] h1')).toBe('Welcome')

  const visitor = await stage.newVisitor()
  const page = await open(visitor, [tag, slot, track, order].map((snippet) => snippet!.code).join(''))
  await ready(page)
  await vi.waitFor(
    async () => expect(await page.evaluate(() => document.documentElement.dataset['first'])).toBe('boots'),
    patience,
  )
  const receipt = await page.evaluate(() => edgewise.track('Looked Around'))
  expect(receipt?.status).toBe('accepted')
  expect(await page.textContent('[data-ew-slot=hero] h1')).toBe('Ridge')
})

test('[RUN46] [SDK79] the guide to the script tag: in the head, without `async`, nobody who returns sees the default before theirs', async () => {
  const [tag, slot, track] = await readSnippets('script-tag')
  const visitor = await stage.newVisitor()
  await ready(await open(visitor, `${tag!.code}${slot!.code}${track!.code}`))
  // What each frame has painted: a task after it looks
  await visitor.addInitScript(() => {
    const painted: string[] = []
    Object.assign(globalThis, { painted })
    const { port1, port2 } = new MessageChannel()
    port1.addEventListener('message', ({ data: isThere }) => {
      const text = document.querySelector('[data-ew-slot=hero]')?.textContent.trim()
      if (isThere && text && painted.at(-1) !== text) painted.push(text)
    })
    port1.start()
    const look = (): void => {
      port2.postMessage(document.querySelector('[data-ew-slot=hero]') !== null)
      requestAnimationFrame(look)
    }
    look()
  })
  const again = await open(visitor, `<head>${tag!.code.replace('async ', '')}</head>${slot!.code}`)
  await ready(again)
  await again.waitForSelector('[data-ew-slot=hero][data-ew-reason=TARGETING_MATCH]')
  await again.waitForFunction(() => (globalThis as { painted?: string[] }).painted?.length)
  expect(await again.evaluate(() => (globalThis as { painted?: string[] }).painted)).toEqual(['Ridge'])
})

test('[RUN46] the guide to consent: the banner, by purpose, and a consent platform', async () => {
  const [banner, purposes, platform, ...rest] = await readSnippets('consent')
  expect(rest).toEqual([])
  const slot = '<div data-ew-slot="hero"><p>Default</p></div>'
  const visitor = await stage.newVisitor()
  const page = await open(visitor, banner!.code + slot)
  await ready(page)
  await page.evaluate(() => edgewise.track('Product Viewed', { category: 'hiking', n: 1 }))
  expect(await visitor.cookies()).toEqual([])
  await page.getByRole('button', { name: 'Yes' }).click()
  await page.waitForSelector('[data-ew-slot=hero] h1:text("Ridge")')
  expect(await page.locator('dialog').isVisible()).toBe(false)
  expect(await stage.keptNumbers(visitor)).toEqual([1])

  // The next page knows, and does not ask again
  const next = await open(visitor, banner!.code + slot)
  await ready(next)
  expect(await next.locator('dialog').isVisible()).toBe(false)
  expect(await next.evaluate(() => edgewise.consent().analytics)).toBe('granted')
  await next.evaluate(adapted(purposes!.code))
  expect(await next.evaluate(() => edgewise.consent())).toEqual({
    analytics: 'granted',
    personalization: 'granted',
    advertising: 'denied',
  })

  const refuser = await stage.newVisitor()
  const refused = await open(refuser, banner!.code + slot)
  await ready(refused)
  await refused.getByRole('button', { name: 'No' }).click()
  expect(await refused.evaluate(() => edgewise.consent().analytics)).toBe('denied')
  await refused.evaluate(() => edgewise.flush())
  expect(await refuser.cookies()).toEqual([])

  const managed = await stage.newVisitor()
  await managed.addInitScript(() =>
    Object.assign(globalThis, { dataLayer: [['consent', 'update', { analytics_storage: 'granted' }]] }),
  )
  const withPlatform = await open(managed, platform!.code)
  await ready(withPlatform)
  await vi.waitFor(
    async () => expect(await withPlatform.evaluate(() => edgewise.consent().analytics)).toBe('granted'),
    patience,
  )
})

test('[RUN46] the guide to the Content-Security-Policy: both policies are broken nowhere', async () => {
  const [own, other, ...rest] = await readSnippets('content-security-policy')
  expect(rest).toEqual([])
  for (const [snippet, isElsewhere] of [
    [own, false],
    [other, true],
  ] as const) {
    const [, policy = ''] = /^Content-Security-Policy: (.*)\n$/.exec(snippet!.code) ?? []
    const visitor = await stage.newVisitor()
    await visitor.addInitScript(() => {
      const violations: string[] = []
      Object.assign(globalThis, { violations })
      addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
        violations.push(`${violatedDirective} ${blockedURI}`),
      )
    })
    const page = await stage.open(visitor, {
      isElsewhere,
      script: 'data-consent="granted" data-live',
      headers: {
        'content-security-policy': policy
          .replaceAll('https://edge.example', stage.server.url)
          .replaceAll('wss://edge.example', stage.server.url.replace('http', 'ws')),
      },
    })
    await ready(page)
    await page.evaluate(() => edgewise.track('Product Viewed', { category: 'hiking' }))
    expect(await page.textContent('[data-ew-slot=hero] h1')).toBe('Ridge')
    await vi.waitFor(
      async () => expect(await page.evaluate(() => edgewise.status().live)).toBe(true),
      patience,
    )
    // It is in force: a host that it does not name is refused
    await page.evaluate(() => fetch('https://third.example/').catch(() => {}))
    await vi.waitFor(
      async () =>
        expect(await page.evaluate(() => (globalThis as { violations?: string[] }).violations)).toEqual([
          'connect-src https://third.example/',
        ]),
      patience,
    )
  }
})
