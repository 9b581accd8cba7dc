import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { cp, glob, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { inRepository } from '../../../scripts/repository.ts'
import { runCommand } from '../../../scripts/run-command.ts'
import { freePort } from '../../support/free-port.ts'
import type { KeptEvent } from '../sdk/kept-events.ts'
import { createStage, type Stage } from '../sdk/stage.ts'
import { layoutShifts, watchLayoutShift } from '../shop/support/layout-shift.ts'
import { startFront, type Front } from './front.ts'
import { createProject, type Project } from './project.ts'
import { readSnippets } from './snippets.ts'

/** What React Router's own tools and servers need. */
const PACKAGES = [
  'react',
  'react-dom',
  'react-router',
  'isbot',
  'vite',
  '@types/react',
  '@types/react-dom',
].concat(['dev', 'node', 'serve'].map((name) => `@react-router/${name}`))
type Visitor = Awaited<ReturnType<Stage['newVisitor']>>

const stage = createStage()
const patience = { timeout: 20_000, interval: 50 }
const fixture = inRepository('test', 'fixtures', 'react-router')

/** For the site under test, and for a busy machine, which is no reason for the fallbacks. */
const adapted = (code: string): string =>
  code.replaceAll('ewk_shop_1', stage.server.writeKey).replace('timeout(500)', 'timeout(15_000)')

/** The guide's files by their paths, for the site under test. */
async function filesOfGuide(): Promise<Readonly<Record<string, string>>> {
  const snippets = await readSnippets('react')
  return Object.fromEntries(
    snippets.map(({ label, code }) => {
      const [, path] = label.split(' ')
      return [path ?? expect.fail(`${label} names no file`), adapted(code)]
    }),
  )
}

describe('React Router, framework mode, with server rendering', () => {
  let project: Project
  let app: ChildProcess | undefined
  let front: Front

  beforeAll(async () => {
    const {
      'app.tsx': _alone,
      'app/layout.tsx': _layout,
      'app/provider.tsx': _provider,
      ...app_
    } = await filesOfGuide()
    expect(Object.keys(app_).toSorted()).toEqual([
      'app/edgewise.server.ts',
      'app/edgewise.ts',
      'app/root.tsx',
      'app/routes/home.tsx',
    ])
    project = await createProject(app_, PACKAGES)
    await cp(fixture, project.directory, { recursive: true })
    // By its own tools, in its own folder
    const tool = async (...args: string[]): Promise<void> => {
      const { ok, output } = await runCommand('react-router', [args[0]!, project.directory, ...args.slice(1)])
      if (!ok) throw new Error(output)
    }
    await tool('typegen')
    await project.checkTypes({ rootDirs: ['.', './.react-router/types'], types: ['vite/client'] })
    await tool('build')
    const port = await freePort()
    app = spawn(
      join(inRepository('node_modules', '.bin'), 'react-router-serve'),
      [join(project.directory, 'build', 'server', 'index.js')],
      {
        cwd: project.directory,
        stdio: ['ignore', 'pipe', 'inherit'],
        env: { ...process.env, PORT: String(port), HOST: '127.0.0.1', NODE_ENV: 'production' },
      },
    )
    await once(createInterface({ input: app.stdout! }), 'line')
    front = await startFront({ worker: () => stage.server.url, app: () => `http://127.0.0.1:${port}` })
  })

  afterAll(async () => {
    front?.stop()
    if (app && app.exitCode === null) {
      app.kill()
      await once(app, 'exit')
    }
    await project?.remove()
  })

  /** Opens a page, with all that hydration or a flicker would leave behind. */
  async function open(
    visitor: Visitor,
    path = '/',
  ): Promise<{
    readonly page: Page
    readonly problems: readonly string[]
  }> {
    const page = await visitor.newPage()
    const problems: string[] = []
    page.on('pageerror', (error) => problems.push(String(error)))
    page.on(
      'console',
      (message) => ['error', 'warning'].includes(message.type()) && problems.push(message.text()),
    )
    await watchLayoutShift(page)
    await page.addInitScript(() => {
      const mutations: string[] = []
      Object.assign(globalThis, { mutations })
      const watch = new MutationObserver((records) =>
        mutations.push(...records.map(({ type, attributeName }) => attributeName ?? type)),
      )
      // From when the parser has closed it
      document.addEventListener('readystatechange', () => {
        const hero = document.querySelector('.hero')
        if (document.readyState === 'interactive' && hero) {
          watch.observe(hero, { childList: true, subtree: true, attributes: true, characterData: true })
        }
      })
    })
    const answered = page.waitForResponse(/\/v1\/interact$/)
    await page.goto(front.url + path)
    await answered
    return { page, problems }
  }
  const kept = async (visitor: Visitor): Promise<readonly KeptEvent[]> => {
    const cookies = await visitor.cookies(front.url)
    const id = cookies.find(({ name }) => name === `ew_id_${stage.server.site}`)?.value
    return id === undefined ? [] : stage.kept(id)
  }
  const mutationsOf = (page: Page): Promise<unknown> =>
    page.evaluate(() => (globalThis as { mutations?: unknown }).mutations)
  const html = async (visitor: Visitor): Promise<string> =>
    (
      await visitor.request.get(front.url, { headers: { 'user-agent': 'Mozilla/5.0 Chrome/156.0.0.0' } })
    ).text()

  test('[SDK80] a new visitor gets the fallback and their id with the document; hydration touches nothing', async () => {
    const visitor = await stage.newVisitor()
    const { page, problems } = await open(visitor)
    expect((await visitor.cookies()).map(({ name }) => name)).toEqual([`ew_id_${stage.server.site}`])
    expect(await page.textContent('.hero')).toBe('Welcome')
    await vi.waitFor(async () => expect(await kept(visitor)).toHaveLength(1), patience)
    expect(await mutationsOf(page)).toEqual([])
    expect(await layoutShifts(page)).toEqual([])
    expect(problems).toEqual([])
  })

  test('[SDK80] navigation and what the visitor does change it, a live change comes by itself, and the next document has it already', async () => {
    const visitor = await stage.newVisitor()
    const { page, problems } = await open(visitor)
    let documents = 0
    page.on('request', (request) => request.isNavigationRequest() && (documents += 1))
    await page.getByRole('link', { name: 'Boots' }).click()
    await page.waitForSelector('.badge b:text("Just seen")')
    expect(await page.textContent('#segments')).toContain('hikers')
    // A rule flips by time: over the socket
    await page.waitForSelector('.badge:text("Nothing seen")')
    await page.getByRole('link', { name: 'Home' }).click()
    await page.waitForSelector('.hero h1:text("Ridge")')
    expect(documents).toBe(0)
    await vi.waitFor(
      async () => expect((await kept(visitor)).filter(({ type }) => type === 'page')).toHaveLength(3),
      patience,
    )
    expect(problems).toEqual([])

    expect(await html(visitor)).toContain('<h1>Ridge</h1>')
    const again = await open(visitor)
    expect(await again.page.textContent('.hero')).toBe('Ridge')
    await vi.waitFor(
      async () => expect((await kept(visitor)).filter(({ type }) => type === 'page')).toHaveLength(4),
      patience,
    )
    expect(await mutationsOf(again.page)).toEqual([])
    expect(await layoutShifts(again.page)).toEqual([])
    expect(again.problems).toEqual([])
  })

  test('[SDK80] while the edge is down the server renders the fallbacks', async () => {
    const visitor = await stage.newVisitor()
    await stage.server.kill()
    try {
      expect(await html(visitor)).toContain('<h1>Welcome</h1>')
    } finally {
      await stage.server.restart()
    }
  })

  test('[SDK80] the app is built from what ships, in small files', async () => {
    const scripts: string[] = []
    for await (const file of glob('build/client/assets/*.js', { cwd: project.directory })) {
      scripts.push(await readFile(join(project.directory, file), 'utf8'))
    }
    expect(scripts.join()).toContain('/v1/interact')
    // The server's part stays there
    expect(scripts.join()).not.toContain('user-agent')
  })
})

test('[RUN46] the guide to React: the app without a server, and the layout for Next.js', async () => {
  const { 'app.tsx': alone, ...files } = await filesOfGuide()
  const here = (text: string): string => text.replaceAll('https://shop.example', stage.server.url)
  const project = await createProject(
    {
      'app/edgewise.ts': files['app/edgewise.ts']!,
      'app/edgewise.server.ts': files['app/edgewise.server.ts']!,
      'app/provider.tsx': files['app/provider.tsx']!,
      'app/layout.tsx': here(files['app/layout.tsx']!),
      'app.tsx': here(alone!),
      'client.tsx': `import { createRoot } from 'react-dom/client'
        import { App } from './app'
        createRoot(document.querySelector('#root')!).render(<App />)`,
      // What Next gives a layout: the headers of the request that it answers
      'node_modules/next/headers.js': `export const headers = async () => new Headers({ cookie: process.env.COOKIE })`,
      'node_modules/next/headers.d.ts': `export function headers(): Promise<Headers>`,
      'server.tsx': `import { Slot } from 'edgewise/react'
        import { renderToString } from 'react-dom/server'
        import Layout from './app/layout'
        const children = <Slot name="hero" fallback="Default">{({ title }) => String(title)}</Slot>
        console.log(renderToString(await Layout({ children })))
        process.exit()`,
    },
    ['react', 'react-dom', '@types/react', '@types/react-dom', '@types/node', 'csstype'],
  )
  try {
    await project.checkTypes({ types: ['node'] })
    const script = await project.bundle('client.tsx')
    const visitor = await stage.newVisitor()
    await visitor.route(`${stage.server.url}/react.js`, (route) =>
      route.fulfill({ contentType: 'text/javascript', body: script }),
    )
    await visitor.route(`${stage.server.url}/react`, (route) =>
      route.fulfill({
        contentType: 'text/html',
        body: '<!doctype html><title>App</title><div id="root"></div><script type="module" src="/react.js"></script>',
      }),
    )
    const page = await visitor.newPage()
    await page.goto(`${stage.server.url}/react`)
    await page.waitForSelector('h1:text("Welcome")')
    await page.getByRole('button', { name: 'Boots' }).click()
    await page.waitForSelector('h1:text("Ridge")')

    const server = join(project.directory, 'server.mjs')
    await writeFile(server, await project.bundle('server.tsx'))
    const render = async (cookie: string): Promise<string> =>
      (await runCommand('node', [server], { env: { COOKIE: cookie } })).output
    expect(await render(`ew_id_${stage.server.site}=${await stage.visitorId(visitor)}`)).toMatch(
      /<html lang="en">.*>Ridge</,
    )
    expect(await render('')).toMatch(/<html lang="en">.*>Default</)
  } finally {
    await project.remove()
  }
})
