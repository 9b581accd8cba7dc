import type { BrowserContext, Page } from 'playwright-core'
import { expect, test, vi } from 'vitest'
import type { Edgewise } from '../../../sdk/edgewise.ts'
import { runCommand } from '../../../scripts/run-command.ts'
import { createStage } from '../sdk/stage.ts'
import { createProject, type Project } from './project.ts'
import { readSnippets } from './snippets.ts'

/** What a page's module exports, for functions that run in the page. */
declare const app: { readonly edgewise: Edgewise }

const stage = createStage()
const patience = { timeout: 20_000, interval: 50 }
const body = '<h1 id="headline">Default</h1><div data-ew-slot="hero"><p>Default</p></div>'

const adapted = (text: string): string =>
  text
    .replaceAll('https://shop.example', stage.server.url)
    .replaceAll('ewk_shop_1', stage.server.writeKey)
    .replaceAll('ewk_shop_segment', 'ewk_stage_segment')

/** Opens a page that runs a bundle; what the project's entry exports is `app` in it. */
async function open(visitor: BrowserContext, project: Project, entry: string): Promise<Page> {
  const script = adapted(await project.bundle(entry))
  await visitor.route(`${stage.server.url}/app.js`, (route) =>
    route.fulfill({ contentType: 'text/javascript', body: script }),
  )
  await visitor.route(`${stage.server.url}/app`, (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: `<!doctype html><title>App</title>${body}<script type="module">
        import * as app from '/app.js'
        globalThis.app = app</script>`,
    }),
  )
  const page = await visitor.newPage()
  await page.goto(`${stage.server.url}/app`)
  await page.waitForFunction(() => 'app' in globalThis)
  return page
}

test('[RUN46] the guide to single-page apps: its modules compile together and do what they say', async () => {
  const [start, hero, routes, signOut, ...rest] = await readSnippets('single-page-apps')
  expect(rest).toEqual([])
  const project = await createProject({
    'edgewise.ts': start!.code,
    'hero.ts': hero!.code,
    'routes.ts': routes!.code,
    'sign-out.ts': signOut!.code,
    'app.ts': `export * from './edgewise'; export * from './hero'; export * from './routes'; export * from './sign-out'`,
  })
  try {
    await project.checkTypes()
    const visitor = await stage.newVisitor()
    const page = await open(visitor, project, 'app.ts')
    const titles = await page.evaluate(async () => {
      const { edgewise, showHero, onRoute, signOut } = app as typeof app & {
        showHero: (render: (title: string) => void) => () => void
        onRoute: (name: string, params: Record<string, string>) => void
        signOut: () => Promise<void>
      }
      const titles: string[] = []
      showHero((title) => titles.push(title))
      await edgewise.track('Product Viewed', { category: 'hiking', n: 1 })
      titles.push(document.querySelector('[data-ew-slot=hero]')?.textContent ?? '')
      onRoute('Boots', { size: '42' })
      await edgewise.flush()
      Object.assign(globalThis, { signOut })
      return titles
    })
    expect(titles.slice(-2)).toEqual(['Ridge', 'Ridge'])
    expect(titles[0]).toBe('Welcome')
    const before = await stage.visitorId(visitor)
    const pages = (await stage.kept(visitor)).filter(({ type }) => type === 'page')
    expect(pages.at(-1)?.properties).toMatchObject({ category: 'Shop', name: 'Boots', size: '42' })
    await page.evaluate(() => (globalThis as unknown as { signOut: () => Promise<void> }).signOut())
    expect(await stage.visitorId(visitor)).not.toBe(before)
    expect(await stage.keptNumbers(before!)).toEqual([1])
  } finally {
    await project.remove()
  }
})

test('[RUN46] the guide from Segment: its clients keep working, and ours takes their place', async () => {
  const [browserClient, serverClient, ours, ...rest] = await readSnippets('from-segment')
  expect(rest).toEqual([])
  const project = await createProject(
    {
      'theirs.ts': browserClient!.code,
      'server.mjs': `${adapted(serverClient!.code)}\nawait analytics.closeAndFlush()`,
      'ours.ts': ours!.code,
    },
    ['@segment/analytics-next', '@segment/analytics-node'],
  )
  try {
    const visitor = await stage.newVisitor()
    const theirs = await open(visitor, project, 'theirs.ts')
    const anonymousId = await theirs.evaluate(async () => {
      const { analytics } = app as unknown as {
        analytics: { user: () => Promise<{ anonymousId: () => string }> }
      }
      return (await analytics.user()).anonymousId()
    })
    await vi.waitFor(
      async () => expect(await eventsOf(`anonymous:${anonymousId}`)).toEqual(['Product Viewed']),
      patience,
    )

    const { ok, output } = await runCommand('node', [`${project.directory}/server.mjs`], {
      env: { EDGEWISE_SERVER_KEY: stage.server.serverKey },
    })
    expect(ok, output).toBe(true)
    await vi.waitFor(async () => expect(await eventsOf('user:user-1')).toEqual(['Order Completed']), patience)

    const other = await stage.newVisitor()
    await open(other, project, 'ours.ts')
    await vi.waitFor(
      async () =>
        expect((await stage.kept(other)).map(({ type }) => type)).toEqual(['page', 'identify', 'track']),
      patience,
    )
  } finally {
    await project.remove()
  }
})

test('[RUN46] the guide from GrowthBook: a value, a flag and an attribute', async () => {
  const [value, flag, attribute, ...rest] = await readSnippets('from-growthbook')
  expect(rest).toEqual([])
  const project = await createProject({
    'app.ts': `${value!.code}\nexport { edgewise }
      export const readFlag = async () => { ${flag!.code} }
      export const tellAttribute = async () => { ${attribute!.code} }`,
  })
  try {
    const visitor = await stage.newVisitor()
    const page = await open(visitor, project, 'app.ts')
    await page.waitForSelector('#headline:text("Welcome")')
    await page.evaluate(async () => {
      const { edgewise, readFlag, tellAttribute } = app as typeof app & {
        readFlag: () => Promise<void>
        tellAttribute: () => Promise<void>
      }
      await edgewise.track('Product Viewed', { category: 'hiking' })
      await readFlag()
      await tellAttribute()
    })
    expect(await page.textContent('#headline')).toBe('Ridge')
    expect(await page.getAttribute('body', 'class')).toBe('is-hiker')
    const traits = (await stage.kept(visitor)).flatMap((event) => event.traits ?? [])
    expect(traits).toEqual([{ plan: 'pro' }])
  } finally {
    await project.remove()
  }
})

/** The names of the events that a profile has. */
async function eventsOf(profile: string): Promise<readonly string[]> {
  const response = await fetch(`${stage.server.url}/api/sites/${stage.server.site}/profiles/${profile}`, {
    headers: { authorization: `Bearer ${stage.server.adminToken}` },
  })
  if (!response.ok) return []
  // `as`: the edge's contract
  const { events } = (await response.json()) as { readonly events: readonly { readonly name: string }[] }
  return events.map(({ name }) => name)
}
