import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server as HttpServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, vi } from 'vitest'
import { launchChromium } from '../../support/chromium.ts'
import { startServer, type Server } from '../../support/server.ts'
import { auditOf, keptEvents, numbersOf, type KeptEvent } from './kept-events.ts'
import { site } from './site.ts'

/** A page of the site under test. */
export interface Scene {
  /** Attributes of the script tag beside `data-key`. @default data-consent="granted" */
  readonly script?: string
  /** What stands in the body, before the script. */
  readonly body?: string
  readonly head?: string
  readonly headers?: Readonly<Record<string, string>>
  /** @default / */
  readonly path?: string
  /** Whether the page is of another host than the Worker. @default false */
  readonly isElsewhere?: boolean
}

/** The served Worker, a browser, and visitors. Call once in a test file, at its top. */
export interface Stage {
  readonly server: Server
  /** A visitor who has never been here; gone after the test. */
  readonly newVisitor: (options?: BrowserContextOptions) => Promise<BrowserContext>
  /** Says that this visitor's pages drop events, as they are told to: what is left of them is not audited. */
  readonly expectLoss: (visitor: BrowserContext) => void
  /** Opens a page of the site for a visitor. */
  readonly open: (visitor: BrowserContext, scene?: Scene) => Promise<Page>
  /** Says which page a visitor's browser gets at the scene's address. */
  readonly set: (visitor: BrowserContext, scene?: Scene) => Promise<string>
  /** The signed id in a visitor's cookie. */
  readonly visitorId: (visitor: BrowserContext) => Promise<string | undefined>
  /** What the edge has kept of a visitor. */
  readonly kept: (visitor: BrowserContext | string) => Promise<readonly KeptEvent[]>
  /** The numbers `n` of the visitor's tracked events, in the order in which its pages said them. */
  readonly keptNumbers: (visitor: BrowserContext | string) => Promise<readonly (number | undefined)[]>
}

export const slots = '<div data-ew-slot="hero"><p id="own">Default</p></div><div data-ew-slot="badge"></div>'

export function createStage(): Stage {
  let directory: string
  let server: Server
  let browser: Browser
  let elsewhere: HttpServer
  let originElsewhere: string
  const pagesElsewhere = new Map<string, { readonly html: string; readonly headers: Scene['headers'] }>()
  const visitors: BrowserContext[] = []
  const lossy = new WeakSet<BrowserContext>()

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'edgewise-stage-'))
    const file = join(directory, 'site.json')
    // Chromium lets no page reach this machine that was not loaded from it
    elsewhere = createServer((request, response) => {
      const { html, headers } = pagesElsewhere.get(request.url ?? '') ?? {}
      response.writeHead(200, { 'content-type': 'text/html', ...headers }).end(html)
    }).listen(0, '127.0.0.1')
    await once(elsewhere, 'listening')
    // `as`: it listens on a port
    originElsewhere = `http://localhost:${(elsewhere.address() as AddressInfo).port}`
    await writeFile(file, JSON.stringify({ ...site, origins: [originElsewhere] }))
    ;[server, browser] = await Promise.all([startServer({ site: file }), launchChromium()])
  })
  afterEach(async () => {
    const gone = visitors.splice(0)
    // Whatever a test was about: nothing is lost, nothing is there twice
    for (const visitor of gone.filter((visitor) => !lossy.has(visitor))) {
      // What a page said last may still be on its way, and overtake what it said before
      await vi.waitFor(async () => expect(auditOf(await kept(visitor).catch(() => []))).toEqual([]), 20_000)
    }
    await Promise.all(gone.map((visitor) => visitor.close()))
  })
  afterAll(async () => {
    await Promise.all([browser?.close(), server?.stop()])
    elsewhere?.close()
    await rm(directory, { recursive: true, force: true })
  })

  const set: Stage['set'] = async (visitor, scene = {}) => {
    const html = `<!doctype html><html lang="en"><head><title>Stage</title>${scene.head ?? ''}</head><body>${scene.body ?? slots}
<script async src="${server.url}/ew.js" data-key="${server.writeKey}" ${scene.script ?? 'data-consent="granted"'}></script></body></html>`
    const { pathname, href } = new URL(scene.path ?? '/', scene.isElsewhere ? originElsewhere : server.url)
    if (scene.isElsewhere) {
      pagesElsewhere.set(pathname, { html, headers: scene.headers })
      return href
    }
    await visitor.route(
      (url) => url.origin === server.url && url.pathname === pathname,
      (route) => route.fulfill({ contentType: 'text/html', body: html, headers: { ...scene.headers } }),
    )
    return href
  }

  const visitorId: Stage['visitorId'] = async (visitor) =>
    (await visitor.cookies(server.url)).find(({ name }) => name === `ew_id_${server.site}`)?.value

  const kept: Stage['kept'] = async (visitor) => {
    const id = typeof visitor === 'string' ? visitor : await visitorId(visitor)
    return id === undefined ? [] : keptEvents(server, id)
  }

  return {
    get server() {
      return server
    },
    newVisitor: async (options) => {
      // Chromium does not know that pages which a test hands it are of this machine
      const visitor = await browser.newContext({ permissions: ['local-network-access'], ...options })
      visitors.push(visitor)
      return visitor
    },
    expectLoss: (visitor) => void lossy.add(visitor),
    set,
    open: async (visitor, scene) => {
      const address = await set(visitor, scene)
      const page = await visitor.newPage()
      await page.goto(address)
      return page
    },
    visitorId,
    kept,
    keptNumbers: async (visitor) => numbersOf(await kept(visitor)),
  }
}
