import { build } from 'esbuild'
import type { Page } from 'playwright-core'
import { createElement } from 'react'
import { renderToString } from 'react-dom/server'
import { beforeAll, expect, test, vi } from 'vitest'
import type { EdgewiseGlobal } from '../../../sdk/page-global.ts'
import type { InteractResponse } from '../../../shared/event/index.ts'
import { inRepository } from '../../../scripts/repository.ts'
import { App } from './react-app.ts'
import { ready } from './ready.ts'
import { createStage, type Stage } from './stage.ts'

declare const edgewise: EdgewiseGlobal

type Visitor = Awaited<ReturnType<Stage['newVisitor']>>

const stage = createStage()
const patience = { timeout: 20_000, interval: 50 }
let client: string

beforeAll(async () => {
  const { outputFiles } = await build({
    stdin: {
      contents: `import { createElement } from 'react'
        import { hydrateRoot } from 'react-dom/client'
        import { createEdgewise, exposures, lastContent, pageViews } from './sdk/index.ts'
        import { App } from './test/e2e/sdk/react-app.ts'
        const { key, initial } = JSON.parse(document.querySelector('#data').textContent)
        globalThis.problems = []
        const problem = (error) => problems.push(String(error))
        globalThis.edgewise = createEdgewise({ key, consent: 'granted', modules: [pageViews, lastContent, exposures] })
        hydrateRoot(document.querySelector('#root'), createElement(App, { edgewise, initial }), {
          onRecoverableError: problem, onUncaughtError: problem, onCaughtError: problem,
        })`,
      resolveDir: inRepository(),
    },
    bundle: true,
    format: 'iife',
    write: false,
    // Its warnings are what a hydration that does not match is seen by
    define: { 'process.env.NODE_ENV': '"development"' },
    logLevel: 'warning',
    tsconfigRaw: {},
  })
  client = outputFiles[0]!.text
})

/** What the edge decides for a visitor when the site's own server asks for them. */
async function askEdge(visitor: Visitor): Promise<InteractResponse> {
  const response = await fetch(`${stage.server.url}/v1/interact`, {
    method: 'POST',
    // A server speaks for the visitor's browser; by its own name it would be taken for a bot
    headers: {
      origin: stage.server.url,
      'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) Chrome/142.0 Safari/537.36',
    },
    body: JSON.stringify({
      writeKey: stage.server.writeKey,
      anonymousId: await stage.visitorId(visitor),
      stream: `server${Date.now()}0123456789`,
      sentAt: new Date().toISOString(),
      batch: [],
      consent: { analytics: 'granted', personalization: 'granted', advertising: 'denied' },
    }),
  })
  expect(response.status).toBe(200)
  // `as`: the edge's contract
  return (await response.json()) as InteractResponse
}

/** A page that the site's server has rendered with these decisions, and that React takes over. */
async function openRendered(visitor: Visitor, { decisions, segments }: InteractResponse): Promise<Page> {
  const initial = { decisions, segments }
  const html = renderToString(createElement(App, { initial }))
  const data = JSON.stringify({ key: stage.server.writeKey, initial }).replaceAll('<', '\\u003c')
  await visitor.route(`${stage.server.url}/client.js`, (route) =>
    route.fulfill({ contentType: 'text/javascript', body: client }),
  )
  await visitor.route(`${stage.server.url}/rendered`, (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: `<!doctype html><title>Rendered</title><div id="root">${html}</div>
        <script type="application/json" id="data">${data}</script><script src="/client.js"></script>`,
    }),
  )
  const page = await visitor.newPage()
  // All that the hero ever shows
  await page.addInitScript(() => {
    const shown: string[] = []
    Object.assign(globalThis, { shown })
    new MutationObserver(() => {
      const text = document.querySelector('.hero')?.textContent
      if (text && shown.at(-1) !== text) shown.push(text)
    }).observe(document, { childList: true, subtree: true, characterData: true })
  })
  await page.goto(`${stage.server.url}/rendered`)
  await ready(page)
  return page
}

const shownBy = (page: Page): Promise<unknown> =>
  page.evaluate(() => (globalThis as { shown?: unknown }).shown)
const problemsOf = (page: Page): Promise<unknown> =>
  page.evaluate(() => (globalThis as { problems?: unknown }).problems)

test('[SDK50] what the server rendered is taken over without a flicker, and changes with what the visitor does', async () => {
  const visitor = await stage.newVisitor()
  const before = await stage.open(visitor)
  await ready(before)
  // This browser keeps the default of the last page; the server knows better
  await before.evaluate(() => localStorage.setItem('kept', localStorage.getItem('ew_d') ?? ''))
  await before.evaluate(() => edgewise.track('Product Viewed', { category: 'hiking' }))
  await before.evaluate(() => localStorage.setItem('ew_d', localStorage.getItem('kept') ?? ''))
  await before.close()

  const page = await openRendered(visitor, await askEdge(visitor))
  await page.waitForFunction(() => edgewise.slot('hero').get()?.reason === 'TARGETING_MATCH')
  expect(await page.textContent('.hero h1')).toBe('Ridge')
  expect(await page.textContent('section i')).toBe('Hut')
  expect(await page.textContent('#segments')).toContain('hikers')
  expect(await shownBy(page)).toEqual(['Ridge'])
  await page.click('button')
  await page.waitForSelector('.hero h1:text("Trail")')
  expect(await page.textContent('#segments')).toContain('runners')
  expect(await shownBy(page)).toEqual(['Ridge', 'Trail'])
  // On a slow machine the first one has been told for this view already
  await page.evaluate(() => edgewise.page())
  await vi.waitFor(async () => {
    const viewed = (await stage.kept(visitor)).filter(({ name }) => name === 'Experience Viewed')
    expect(viewed.map(({ properties }) => properties?.['variant'])).toContain('trail')
  }, patience)
  expect(await problemsOf(page)).toEqual([])
})

test('[SDK50] where no variant is chosen the fallback stands there, on the server and in the browser', async () => {
  const visitor = await stage.newVisitor()
  const page = await openRendered(visitor, await askEdge(visitor))
  await page.waitForFunction(() => edgewise.slot('hero').get() !== undefined)
  expect(await shownBy(page)).toEqual(['Default'])
  await page.click('button')
  await page.waitForSelector('.hero h1:text("Trail")')
  expect(await shownBy(page)).toEqual(['Default', 'Trail'])
  expect(await problemsOf(page)).toEqual([])
})
