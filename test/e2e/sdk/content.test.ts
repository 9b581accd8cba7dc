import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import type { EdgewiseGlobal } from '../../../sdk/page-global.ts'
import { ready } from './ready.ts'
import { createStage } from './stage.ts'

declare const edgewise: EdgewiseGlobal

const stage = createStage()
const hero = '[data-ew-slot=hero]'

describe('what a slot shows', () => {
  test('[SDK2] what a visitor does changes the page with the answer to it', async () => {
    const visitor = await stage.newVisitor()
    const page = await stage.open(visitor)
    await ready(page)
    expect(await page.textContent(hero)).toBe('Default')
    const receipt = await page.evaluate(() => edgewise.track('Product Viewed', { category: 'hiking', n: 1 }))
    expect(receipt?.status).toBe('accepted')
    expect(await page.textContent(`${hero} h1`)).toBe('Ridge')
    expect(await page.getAttribute(hero, 'data-ew-reason')).toBe('TARGETING_MATCH')
    expect(await page.evaluate(() => edgewise.segments())).toContain('hikers')
    expect(await stage.keptNumbers(visitor)).toEqual([1])
  })

  test('[SDK3] where no variant is chosen the very nodes of the page stand there, and come back', async () => {
    const page = await stage.open(await stage.newVisitor())
    await ready(page)
    await page.evaluate(() => {
      const own = document.querySelector('#own')
      own?.addEventListener('click', () => document.body.setAttribute('data-clicked', 'yes'))
    })
    await page.evaluate(() => edgewise.track('Product Viewed', { category: 'hiking' }))
    expect(await page.locator(`${hero} h1`).count()).toBe(1)
    expect(await page.locator('#own').count()).toBe(0)
    // Another visitor in this browser, about whom nothing is known
    await page.evaluate(() => edgewise.consent('denied'))
    await page.waitForSelector('#own')
    expect(await page.getAttribute(hero, 'data-ew-reason')).toBe('DEFAULT')
    await page.click('#own')
    expect(await page.getAttribute('body', 'data-clicked')).toBe('yes')
  })

  test('[SDK4] content that has not changed is not touched', async () => {
    const page = await stage.open(await stage.newVisitor())
    await ready(page)
    await page.evaluate(() => edgewise.track('Product Viewed', { category: 'hiking' }))
    const [unchanged, changed] = await page.evaluate(async () => {
      const counts: number[] = []
      for (const category of ['hiking', 'running']) {
        let mutations = 0
        const observer = new MutationObserver((records) => (mutations += records.length))
        observer.observe(document.body, { childList: true, subtree: true, characterData: true })
        await edgewise.track('Product Viewed', { category })
        mutations += observer.takeRecords().length
        observer.disconnect()
        counts.push(mutations)
      }
      return counts
    })
    expect(unchanged).toBe(0)
    expect(changed).toBe(1)
    expect(await page.textContent(`${hero} h1`)).toBe('Trail')
  })

  test('[SDK5] an element that comes late is filled before it is painted', async () => {
    const page = await stage.open(await stage.newVisitor(), { body: '<main></main>' })
    await ready(page)
    await page.evaluate(() => edgewise.track('Product Viewed', { category: 'hiking' }))
    const painted = await page.evaluate(
      () =>
        new Promise<string | undefined>((resolve) => {
          document.querySelector('main')!.innerHTML = '<div data-ew-slot="hero"><p>Default</p></div>'
          // A frame's callbacks run before its paint; the one after the next sees what the next has painted
          requestAnimationFrame(() =>
            requestAnimationFrame(() => resolve(document.querySelector('[data-ew-slot=hero]')?.textContent)),
          )
        }),
    )
    expect(painted).toBe('Ridge')
  })

  test('[SDK6] an element that a framework renders over is filled again, three times; then it is left to the framework', async () => {
    const page = await stage.open(await stage.newVisitor())
    await ready(page)
    await page.evaluate(() => edgewise.track('Product Viewed', { category: 'hiking' }))
    const rounds = await page.evaluate(async () => {
      const element = document.querySelector('[data-ew-slot=hero]')!
      const rounds: (string | null)[] = []
      const errors: string[] = []
      edgewise.on('error', ({ code }) => errors.push(code))
      for (let round = 0; round < 5; round += 1) {
        element.innerHTML = `<p>Render ${round}</p>`
        await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
        rounds.push(element.textContent)
      }
      return [...rounds, ...errors]
    })
    expect(rounds).toEqual(['Ridge', 'Ridge', 'Ridge', 'Render 3', 'Render 4', 'slot'])
    expect(await page.getAttribute(hero, 'data-ew-reason')).toBe('FAILED')
  })

  test('[SDK7] an element in which the visitor has the focus changes when the focus has left it', async () => {
    const page = await stage.open(await stage.newVisitor(), { body: `${slotsWithInput}<input id="other">` })
    await ready(page)
    await page.focus('#inside')
    await page.evaluate(() => edgewise.track('Product Viewed', { category: 'hiking' }))
    expect(await page.evaluate(() => edgewise.slot('hero').get()?.variant)).toBe('ridge')
    expect(await page.locator('#inside').count()).toBe(1)
    await page.focus('#inside2')
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('inside2')
    await page.focus('#other')
    await page.waitForSelector(`${hero} h1`)
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('other')
  })

  test('[SDK43] an element that the mouse is over changes when the mouse has left it', async () => {
    const page = await stage.open(await stage.newVisitor())
    await ready(page)
    await page.hover('#own')
    await page.evaluate(() => edgewise.track('Product Viewed', { category: 'hiking' }))
    expect(await page.evaluate(() => edgewise.slot('hero').get()?.variant)).toBe('ridge')
    expect(await page.locator('#own').count()).toBe(1)
    await page.mouse.move(1_000, 700)
    await page.waitForSelector(`${hero} h1`)
  })

  test('[SDK44] an element with data-ew-policy="next-view" keeps what the page view began with', async () => {
    const page = await stage.open(await stage.newVisitor(), {
      script: 'data-consent="granted" data-timeout="20000"',
      body: '<div data-ew-slot="hero" data-ew-policy="next-view"><p>Default</p></div><div data-ew-slot="hero" id="now"></div>',
    })
    await ready(page)
    await page.evaluate(() => edgewise.track('Product Viewed', { category: 'hiking' }))
    expect(await page.textContent('#now h1')).toBe('Ridge')
    expect(await page.textContent(hero)).toBe('Default')
    await page.evaluate(() => edgewise.page())
    expect(await page.textContent(`${hero} h1`)).toBe('Ridge')
    // What a framework renders over it is put back, as it was
    await page.evaluate(() => edgewise.track('Product Viewed', { category: 'running' }))
    await page.evaluate(() => (document.querySelector('[data-ew-slot=hero]')!.innerHTML = '<p>Render</p>'))
    await page.waitForSelector(`${hero} h1:text("Ridge")`)
    expect(await page.textContent('#now h1')).toBe('Trail')
  })

  test("[SDK51] a slot's own policy says when what shows may change, and the element's wins", async () => {
    const page = await stage.open(await stage.newVisitor(), {
      script: 'data-consent="granted" data-timeout="20000"',
      body: '<div data-ew-slot="notice" id="own-policy">-</div><div data-ew-slot="notice" data-ew-policy="now" id="now">-</div>',
    })
    await ready(page)
    await page.evaluate(() => edgewise.track('Product Viewed', { category: 'hiking' }))
    expect(await page.evaluate(() => edgewise.slot('notice').get()?.policy)).toBe('next-view')
    expect(await page.textContent('#own-policy')).toBe('-')
    expect(await page.textContent('#now')).toBe('Hut')
    await page.evaluate(() => edgewise.page())
    expect(await page.textContent('#own-policy')).toBe('Hut')
  })

  test('[SDK51] with the policy "idle" what shows changes once the browser has nothing more urgent to do', async () => {
    const visitor = await stage.newVisitor()
    await stage.set(visitor, {
      script: 'data-consent="granted" data-timeout="20000"',
      body: '<div data-ew-slot="hero" data-ew-policy="idle">Default</div>',
    })
    const page = await visitor.newPage()
    // A browser that is busy until the test says otherwise
    await page.addInitScript(() => {
      const waiting: (() => void)[] = []
      Object.assign(globalThis, {
        requestIdleCallback: (callback: () => void) => waiting.push(callback),
        beIdle: () => waiting.splice(0).forEach((callback) => callback()),
      })
    })
    await page.goto(stage.server.url)
    await ready(page)
    const beIdle = () => page.evaluate(() => (globalThis as { beIdle?: () => void }).beIdle?.())
    await page.evaluate(() => edgewise.track('Product Viewed', { category: 'hiking' }))
    expect(await page.textContent(hero)).toBe('Default')
    await beIdle()
    expect(await page.textContent(`${hero} h1`)).toBe('Ridge')
    await page.evaluate(() => edgewise.track('Product Viewed', { category: 'running' }))
    expect(await page.textContent(`${hero} h1`)).toBe('Ridge')

    // What comes to the page meanwhile has nothing that could change under anybody's eyes
    await page.evaluate(() => document.body.append(document.querySelector('[data-ew-slot]')!.cloneNode()))
    await page.waitForSelector(`${hero}:last-child h1:text("Trail")`)
    expect(await page.textContent(`${hero} h1`)).toBe('Ridge')
    await beIdle()
    expect(await page.textContent(`${hero} h1`)).toBe('Trail')
  })

  test('[SDK51] where the browser does not tell when it is idle, what shows changes all the same', async () => {
    const visitor = await stage.newVisitor()
    await visitor.addInitScript(() => Object.assign(globalThis, { requestIdleCallback: undefined }))
    const page = await stage.open(visitor, {
      body: '<div data-ew-slot="hero" data-ew-policy="idle">Default</div>',
    })
    await ready(page)
    await page.evaluate(() => edgewise.track('Product Viewed', { category: 'hiking' }))
    await page.waitForSelector(`${hero} h1`)
  })

  test('[SDK53] an element that gets its slot, or another one, later is filled with it', async () => {
    const page = await stage.open(await stage.newVisitor(), {
      body: '<div id="late"><p>Own</p></div><div data-ew-slot="badge" data-ew-policy="next-view" id="other"></div>',
    })
    await ready(page)
    await page.evaluate(() => edgewise.track('Product Viewed', { category: 'hiking' }))
    await page.evaluate(() => (document.querySelector<HTMLElement>('#late')!.dataset['ewSlot'] = 'hero'))
    await page.waitForSelector('#late h1:text("Ridge")')
    await page.evaluate(() => (document.querySelector<HTMLElement>('#other')!.dataset['ewSlot'] = 'hero'))
    await page.waitForSelector('#other h1:text("Ridge")')
    expect(await page.getAttribute('#other', 'data-ew-shown')).toMatch(/^hero hiking-hero ridge \d+$/)
  })

  test('[SDK8] code gets the same content: at once what is known, then what changes', async () => {
    const page = await stage.open(await stage.newVisitor())
    await ready(page)
    const seen = await page.evaluate(async () => {
      const seen: unknown[] = []
      const stop = edgewise.slot('order').subscribe(({ fields }) => seen.push(fields?.['first']))
      edgewise.on('slot:order', ({ reason }) => seen.push(reason))
      await edgewise.track('Product Viewed', { category: 'hiking' })
      await edgewise.track('Product Viewed', { category: 'hiking' })
      stop()
      return [...seen, edgewise.slot('order').get()?.fields?.['first']]
    })
    expect(seen).toEqual(['none', 'DEFAULT', 'boots', 'TARGETING_MATCH', 'boots'])
  })
})

const slotsWithInput = '<div data-ew-slot="hero"><input id="inside"><input id="inside2"></div>'

describe('when content appears', () => {
  test('[SDK9] a returning visitor sees the last content in the task of the script, then it is confirmed without a change', async () => {
    const visitor = await stage.newVisitor()
    const first = await stage.open(visitor)
    await ready(first)
    await first.evaluate(() => edgewise.track('Product Viewed', { category: 'hiking' }))

    const again = await visitor.newPage()
    // Everything that the hero ever shows, with its reason
    await again.addInitScript(() => {
      const shown: string[] = []
      Object.assign(globalThis, { shown })
      new MutationObserver(() => {
        const element = document.querySelector<HTMLElement>('[data-ew-slot=hero]')
        const text = `${element?.textContent} ${element?.dataset['ewReason'] ?? ''}`
        if (element && shown.at(-1) !== text) shown.push(text)
      }).observe(document, { childList: true, subtree: true, attributes: true })
    })
    const gate = await holdAnswers(again)
    await again.goto(stage.server.url)
    await again.waitForSelector(`${hero} h1`)
    expect(await again.getAttribute(hero, 'data-ew-reason')).toBe('STALE')
    expect(await again.evaluate(() => edgewise.slot('hero').get()?.reason)).toBe('STALE')
    await again.evaluate(() => Object.assign(globalThis, { node: document.querySelector('h1') }))
    gate.open()
    await again.waitForSelector(`${hero}[data-ew-reason=TARGETING_MATCH]`)
    expect(
      await again.evaluate(() => (globalThis as { node?: unknown }).node === document.querySelector('h1')),
    ).toBe(true)
    const shown = await again.evaluate(() => (globalThis as { shown?: string[] }).shown)
    expect(shown?.filter((text) => !text.startsWith('Default '))).toEqual([
      'Ridge STALE',
      'Ridge TARGETING_MATCH',
    ])
  })

  test('[SDK10] a first answer that is later than the time allowed waits for the next view; the answer to a later interaction does not', async () => {
    const visitor = await stage.newVisitor()
    await stage.set(visitor)
    const page = await visitor.newPage()
    await stopClock(page)
    await page.addInitScript(() => {
      Object.assign(globalThis, { edgewise: [['track', 'Product Viewed', { category: 'hiking' }]] })
    })
    const gate = await holdAnswers(page)
    await page.goto(stage.server.url)
    await gate.isAsked
    await page.clock.fastForward(301)
    gate.open()
    await ready(page)
    expect(await page.evaluate(() => edgewise.slot('hero').get()?.variant)).toBe('ridge')
    expect(await page.textContent(hero)).toBe('Default')
    await page.evaluate(() => edgewise.track('Looked Around'))
    expect(await page.textContent(`${hero} h1`)).toBe('Ridge')

    const next = await visitor.newPage()
    await next.goto(stage.server.url)
    await next.waitForSelector(`${hero} h1`)
  })

  test('[SDK10] a first answer within the time allowed is shown', async () => {
    const visitor = await stage.newVisitor()
    await stage.set(visitor)
    const page = await visitor.newPage()
    await stopClock(page)
    await page.addInitScript(() => {
      Object.assign(globalThis, { edgewise: [['track', 'Product Viewed', { category: 'hiking' }]] })
    })
    const gate = await holdAnswers(page)
    await page.goto(stage.server.url)
    await gate.isAsked
    await page.clock.fastForward(299)
    gate.open()
    await page.waitForSelector(`${hero} h1`)
  })
})

/** From now on time passes in this page only when a test says so. */
async function stopClock(page: Page): Promise<void> {
  const now = Date.now()
  await page.clock.install({ time: now })
  await page.clock.pauseAt(now + 60_000)
}

/** Lets a page's requests wait until the gate opens. */
async function holdAnswers(
  page: Page,
): Promise<{ readonly isAsked: Promise<void>; readonly open: () => void }> {
  let open: () => void = () => {}
  let asked: () => void = () => {}
  const isOpen = new Promise<void>((resolve) => (open = resolve))
  const isAsked = new Promise<void>((resolve) => (asked = resolve))
  await page.route('**/v1/interact', async (route) => {
    asked()
    await isOpen
    await route.continue()
  })
  return { isAsked, open }
}
