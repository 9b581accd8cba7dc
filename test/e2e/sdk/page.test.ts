import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { describe, expect, test, vi } from 'vitest'
import { inRepository } from '../../../scripts/repository.ts'
import type { EdgewiseGlobal } from '../../../sdk/page-global.ts'
import { ready } from './ready.ts'
import { createStage, slots } from './stage.ts'

declare const edgewise: EdgewiseGlobal

const stage = createStage()

/** What the page itself would notice: uncaught errors and rejections. */
function errorsOf(page: Page): readonly Error[] {
  const errors: Error[] = []
  page.on('pageerror', (error) => errors.push(error))
  return errors
}

describe('it never hurts the page', () => {
  test('[SDK24] runs under a strict Content-Security-Policy with Trusted Types, without a violation', async () => {
    const visitor = await stage.newVisitor()
    const address = await stage.set(visitor, {
      script: 'data-consent="granted" data-live',
      headers: {
        'content-security-policy':
          "default-src 'none'; script-src 'self'; connect-src 'self'; require-trusted-types-for 'script'; trusted-types edgewise",
      },
    })
    const page = await visitor.newPage()
    await page.addInitScript(() => {
      const violations: string[] = []
      Object.assign(globalThis, { violations })
      document.addEventListener('securitypolicyviolation', ({ violatedDirective }) =>
        violations.push(violatedDirective),
      )
    })
    const errors = errorsOf(page)
    await page.goto(address)
    await ready(page)
    await page.evaluate(() => edgewise.track('Product Viewed', { category: 'hiking' }))
    expect(await page.textContent('[data-ew-slot=hero] h1')).toBe('Ridge')
    await vi.waitFor(async () => expect(await page.evaluate(() => edgewise.status().live)).toBe(true))
    await page.evaluate(() => edgewise.debug())
    expect(await page.evaluate(() => (globalThis as { violations?: string[] }).violations)).toEqual([])
    // The policy is in force: what the page may not do is seen
    await page.evaluate(() => {
      try {
        document.body.innerHTML = '<p></p>'
      } catch {
        // refused, as it should be
      }
    })
    await vi.waitFor(async () =>
      expect(await page.evaluate(() => (globalThis as { violations?: string[] }).violations)).toEqual([
        'require-trusted-types-for',
      ]),
    )
    expect(errors).toEqual([])
  })

  test('[SDK24] where the policy does not allow ours, the page keeps its content', async () => {
    const visitor = await stage.newVisitor()
    const page = await stage.open(visitor, {
      headers: { 'content-security-policy': "require-trusted-types-for 'script'; trusted-types 'none'" },
    })
    const errors = errorsOf(page)
    await ready(page)
    await page.evaluate(() => edgewise.track('Product Viewed', { category: 'hiking' }))
    expect(await page.textContent('[data-ew-slot=hero]')).toBe('Default')
    expect(await page.getAttribute('[data-ew-slot=hero]', 'data-ew-reason')).toBe('FAILED')
    expect(errors).toEqual([])
  })

  test('[SDK25] works where the browser lets it store nothing and lock nothing', async () => {
    const visitor = await stage.newVisitor()
    await visitor.addInitScript(() => {
      const refuse = (): never => {
        throw new DOMException('Access is denied for this document.', 'SecurityError')
      }
      for (const name of ['localStorage', 'indexedDB']) Object.defineProperty(window, name, { get: refuse })
      Object.defineProperty(navigator, 'locks', { value: undefined })
    })
    const page = await stage.open(visitor, { isElsewhere: true })
    const errors = errorsOf(page)
    await ready(page)
    const ids = new Set<string | null | undefined>()
    page.on('response', async (response) => {
      if (!response.url().endsWith('/v1/interact')) return
      ids.add(((await response.json()) as { readonly anonymousId?: string | null }).anonymousId)
    })
    const receipts = await page.evaluate(() =>
      Promise.all([1, 2].map((n) => edgewise.track('Product Viewed', { category: 'hiking', n }))),
    )
    expect(receipts.map((receipt) => receipt?.status)).toEqual(['accepted', 'accepted'])
    await page.evaluate(() => edgewise.track('Numbered', { n: 3 }))
    expect(await page.textContent('[data-ew-slot=hero] h1')).toBe('Ridge')
    const [id] = ids
    expect(ids.size).toBe(1)
    expect(await stage.keptNumbers(id ?? '')).toEqual([1, 2, 3])
    expect(errors).toEqual([])
  })

  test('[SDK26] arguments that cannot be used are reported, and throw nothing into the page', async () => {
    const page = await stage.open(await stage.newVisitor())
    const errors = errorsOf(page)
    await ready(page)
    const outcome = await page.evaluate(async () => {
      const codes: string[] = []
      edgewise.on('error', ({ code }) => codes.push(code))
      const circle: Record<string, unknown> = {}
      circle['itself'] = circle
      const results = [
        await edgewise.track('Circle', circle),
        await edgewise.track('Huge', { text: 'x'.repeat(33_000) }),
        await edgewise.track('Untimely', {}, { timestamp: 'yesterday' }),
        await edgewise.track('Big', { n: 1n }),
      ]
      return { codes, results }
    })
    expect(outcome).toEqual({ codes: Array(4).fill('call'), results: Array(4).fill(undefined) })
    expect(errors).toEqual([])
  })

  test("[SDK26] a listener that throws is the page's own error, and stops no other", async () => {
    const page = await stage.open(await stage.newVisitor())
    await ready(page)
    const errors = errorsOf(page)
    const heard = await page.evaluate(async () => {
      let heard = 0
      edgewise.on('sent', () => {
        throw new Error('mine')
      })
      edgewise.on('sent', () => (heard += 1))
      await edgewise.flush()
      return heard
    })
    expect(heard).toBe(1)
    expect(errors.map(({ message }) => message)).toEqual(['mine'])
  })

  test('[SDK27] an edge that is down leaves the page as it is, and loses nothing', async () => {
    const visitor = await stage.newVisitor()
    const page = await stage.open(visitor)
    const errors = errorsOf(page)
    await ready(page)
    await stage.server.kill()
    expect(
      await page.evaluate(() => edgewise.track('Product Viewed', { category: 'hiking', n: 1 })),
    ).toBeUndefined()
    expect(await page.textContent('[data-ew-slot=hero]')).toBe('Default')
    await stage.server.restart()
    await page.evaluate(() => edgewise.track('Numbered', { n: 2 }))
    expect(await stage.keptNumbers(visitor)).toEqual([1, 2])
    expect(await page.textContent('[data-ew-slot=hero] h1')).toBe('Ridge')
    expect(errors).toEqual([])
  })

  test('[SDK27] ready() comes although the edge does not answer', async () => {
    const visitor = await stage.newVisitor()
    await visitor.route('**/v1/interact', (route) => route.abort())
    const page = await stage.open(visitor)
    await ready(page)
    expect(await page.evaluate(() => edgewise.slot('hero').get() ?? null)).toBeNull()
    expect(await page.evaluate(() => edgewise.segments())).toEqual([])
  })
})

describe('the script tag', () => {
  test.each([
    ['a list', `globalThis.edgewise = [['track', 'First', { n: 1 }], ['track', 'Second', { n: 2 }]]`],
    [
      'a function',
      `globalThis.edgewise = function () { (edgewise.q = edgewise.q || []).push(arguments) }
       edgewise('track', 'First', { n: 1 }); edgewise('track', 'Second', { n: 2 })`,
    ],
    [
      'a proxy',
      `globalThis.edgewise = new Proxy([], { get: (q, m) => (m in q ? q[m] : (...a) => q.push([m, ...a])) })
       edgewise.track('First', { n: 1 }); edgewise.track('Second', { n: 2 })`,
    ],
  ])('[SDK1] calls made before it is there are kept by a stub, %s, and run in order', async (_, stub) => {
    const visitor = await stage.newVisitor()
    await visitor.addInitScript(stub)
    const page = await stage.open(visitor)
    await page.waitForFunction(
      () => typeof edgewise.ready === 'function' && typeof edgewise.status === 'function',
    )
    await page.evaluate(async () => {
      edgewise.push(['track', 'Third', { n: 3 }], (edgewise) => edgewise.track('Fourth', { n: 4 }))
      edgewise('track', 'Fifth', { n: 5 })
      await edgewise.flush()
    })
    await vi.waitFor(async () => expect(await stage.keptNumbers(visitor)).toEqual([1, 2, 3, 4, 5]))
    const [first] = await stage.kept(visitor)
    expect(first?.type).toBe('page')
  })

  test('[SDK46] the stub of the reference keeps calls for a script that is put into the page late', async () => {
    const reference = await readFile(inRepository('docs/reference/sdk.md'), 'utf8')
    const [, stub = ''] = /<script>(window\.edgewise.*)<\/script>/.exec(reference) ?? []
    const visitor = await stage.newVisitor()
    await visitor.route(`${stage.server.url}/late`, (route) =>
      route.fulfill({ contentType: 'text/html', body: `<!doctype html><script>${stub}</script>${slots}` }),
    )
    const page = await visitor.newPage()
    const errors = errorsOf(page)
    await page.goto(`${stage.server.url}/late`)
    await page.evaluate(() => {
      void edgewise.track('Product Viewed', { category: 'hiking', n: 1 })
      void edgewise.group('team-7')
      void edgewise.track('Numbered', { n: 2 })
    })
    await page.evaluate(
      ({ src, key }) => {
        const script = document.createElement('script')
        Object.assign(script, { src })
        Object.assign(script.dataset, { key, consent: 'granted', timeout: '20000' })
        document.head.append(script)
      },
      { src: `${stage.server.url}/ew.js`, key: stage.server.writeKey },
    )
    await page.waitForSelector('[data-ew-slot=hero] h1')
    await vi.waitFor(async () =>
      expect((await stage.kept(visitor)).map(({ type }) => type)).toEqual([
        'page',
        'track',
        'group',
        'track',
      ]),
    )
    expect(await stage.keptNumbers(visitor)).toEqual([1, 2])
    expect(errors).toEqual([])
  })

  test('[SDK1] a page that has it twice runs it once', async () => {
    const visitor = await stage.newVisitor()
    const tag = `<script src="${stage.server.url}/ew.js" data-key="${stage.server.writeKey}" data-consent="granted"></script>`
    const page = await stage.open(visitor, { body: `${slots}${tag}` })
    await page.waitForLoadState('load')
    await page.evaluate(() => edgewise.track('Numbered', { n: 1 }))
    const events = await stage.kept(visitor)
    expect(events.map(({ type }) => type)).toEqual(['page', 'track'])
  })

  test('[SDK1] without a key it does nothing but say so', async () => {
    const visitor = await stage.newVisitor()
    const page = await visitor.newPage()
    const warnings: string[] = []
    page.on('console', (message) => message.type() === 'warning' && warnings.push(message.text()))
    const errors = errorsOf(page)
    await page.goto(`${stage.server.url}/ew.js`)
    await page.setContent(`<script src="${stage.server.url}/ew.js"></script>`, { waitUntil: 'load' })
    expect(warnings.join()).toContain('data-key="ewk_')
    expect(await page.evaluate(() => 'edgewise' in globalThis)).toBe(false)
    expect(errors).toEqual([])
  })

  test('[SDK28] page() is said at the start and on every change of the address, but not of its hash; data-page="off" leaves it to the page', async () => {
    const visitor = await stage.newVisitor()
    const page = await stage.open(visitor, { path: '/app' })
    await ready(page)
    const views = async (): Promise<readonly (string | undefined)[]> =>
      (await stage.kept(visitor))
        .filter(({ type }) => type === 'page')
        .map(({ properties }) => properties?.url)
    await page.evaluate(() => {
      history.pushState(null, '', '/app/second')
      document.title = 'Second'
    })
    await vi.waitFor(async () => expect(await views()).toHaveLength(2))
    await page.evaluate(() => (location.hash = 'part'))
    await page.evaluate(() => history.replaceState(null, '', '/app/third'))
    await vi.waitFor(async () => expect(await views()).toHaveLength(3))
    const base = stage.server.url
    expect(await views()).toEqual([`${base}/app`, `${base}/app/second`, `${base}/app/third`])
    const [, second] = (await stage.kept(visitor)).filter(({ type }) => type === 'page')
    expect(second?.properties).toMatchObject({ title: 'Second', path: '/app/second' })

    const quiet = await stage.newVisitor()
    const other = await stage.open(quiet, { script: 'data-consent="granted" data-page="off"' })
    await ready(other)
    await other.evaluate(() => edgewise.page('Shop', 'Boots', { season: 'winter' }))
    const [view, ...rest] = await stage.kept(quiet)
    expect(rest).toEqual([])
    expect(view?.properties).toMatchObject({ category: 'Shop', name: 'Boots', season: 'winter' })
  })

  test('[SDK29] identify() tells traits, and labels the events after it', async () => {
    const visitor = await stage.newVisitor()
    const page = await stage.open(visitor)
    await ready(page)
    await page.evaluate(async () => {
      await edgewise.identify({ firstName: 'Ada' })
      await edgewise.identify('user-1', { plan: 'pro' })
      await edgewise.track('Numbered', { n: 1 })
    })
    const events = (await stage.kept(visitor)).filter(({ type }) => type !== 'page')
    expect(events.map(({ type, traits, userId }) => ({ type, traits, userId }))).toEqual([
      { type: 'identify', traits: { firstName: 'Ada' }, userId: undefined },
      { type: 'identify', traits: { plan: 'pro' }, userId: 'user-1' },
      { type: 'track', traits: undefined, userId: 'user-1' },
    ])
  })

  test('[SDK30] debug(), or ?ew_debug in the address, loads the inspector and asks for explanations', async () => {
    const visitor = await stage.newVisitor()
    const address = await stage.set(visitor)
    const page = await visitor.newPage()
    const inspector = page.waitForResponse(/ew-inspector\.js/)
    const explained = page.waitForRequest(
      (request) =>
        request.url().endsWith('/v1/interact') && (request.postData() ?? '').includes('"debug":true'),
    )
    await page.goto(`${address}?ew_debug`)
    expect((await inspector).status()).toBe(200)
    await explained
    expect(await page.evaluate(() => edgewise.status().debug)).toBe(true)
    const unexplained = page.waitForRequest(
      (request) => request.url().endsWith('/v1/interact') && !(request.postData() ?? '').includes('"debug"'),
    )
    await page.evaluate(() => edgewise.debug(false).then(() => edgewise.flush()))
    await unexplained
  })

  test('[SDK47] the inspector warns of what a developer can mend, once, with the remedy', async () => {
    const visitor = await stage.newVisitor()
    const address = await stage.set(visitor, {
      body: `${slots}<div data-ew-slot="order"></div><div data-ew-slot="heroo"></div>
        <section data-ew-slot="badge"><i data-ew-slot="hero"></i></section>`,
    })
    const page = await visitor.newPage()
    const warnings: string[] = []
    page.on('console', (message) => message.type() === 'warning' && warnings.push(message.text()))
    await page.goto(`${address}?ew_debug`)
    await ready(page)
    await vi.waitFor(() => expect(warnings.join()).toContain('Slot "heroo" is not in the release'))
    for (const category of ['hiking', 'running', 'hiking']) {
      await page.evaluate((category) => edgewise.track('Product Viewed', { category }), category)
    }
    await vi.waitFor(() => expect(warnings.join()).toMatch(/Slot "hero" went from .* min-height: \d+px/))
    expect(warnings.join()).toContain('Slot "hero" is inside slot "badge"')
    expect(warnings.join()).toContain("edgewise.slot('order').subscribe")
    expect(warnings).toEqual([...new Set(warnings)])
  })

  test('[SDK59] the inspector does not warn of a baseline that is the page’s own on purpose, but of a policy that is none', async () => {
    const visitor = await stage.newVisitor()
    const address = await stage.set(visitor, {
      body: '<div data-ew-slot="trial">Own</div><div data-ew-slot="hero" data-ew-policy="nextview"></div>',
    })
    const page = await visitor.newPage()
    const warnings: string[] = []
    page.on('console', (message) => message.type() === 'warning' && warnings.push(message.text()))
    await page.goto(`${address}?ew_debug`)
    await ready(page)
    await page.evaluate(() => edgewise.track('Product Viewed', { category: 'running' }))
    expect(await page.evaluate(() => edgewise.slot('trial').get())).toMatchObject({
      reason: 'SPLIT',
      variant: 'own',
      html: null,
    })
    await page.evaluate(() => console.warn('all is said'))
    await vi.waitFor(() => expect(warnings).toContain('all is said'))
    expect(warnings.join()).toContain('data-ew-policy="nextview", which is none')
    expect(warnings.join()).not.toContain('trial')
  })

  test('[SDK31] a visitor id that the edge did not sign is forgotten, and the events go under a new one', async () => {
    const visitor = await stage.newVisitor()
    await visitor.addInitScript(() => {
      if (!localStorage.getItem('ew_id')) localStorage.setItem('ew_id', `${'A'.repeat(22)}.${'B'.repeat(22)}`)
    })
    const page = await stage.open(visitor, { isElsewhere: true })
    await ready(page)
    await page.evaluate(() => edgewise.track('Numbered', { n: 1 }))
    await vi.waitFor(async () => {
      await page.evaluate(() => edgewise.flush())
      const id = await page.evaluate(() => edgewise.status().visitorId)
      expect(await stage.keptNumbers(id ?? 'none')).toEqual([1])
    })
  })
})
