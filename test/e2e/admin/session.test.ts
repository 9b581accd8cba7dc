import { once } from 'node:events'
import { createServer, type Server as HttpServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { launchChromium } from '../../support/chromium.ts'
import { startServer, type Server } from '../../support/server.ts'

let server: Server
/** Another server of the same host: the same site for a cookie, and another origin. */
let neighbour: HttpServer
let browser: Browser
let context: BrowserContext

beforeAll(async () => {
  server = await startServer({ raw: true, local: true })
  neighbour = createServer((_, response) => response.setHeader('content-type', 'text/html').end('Here'))
  neighbour.listen(0, new URL(server.url).hostname)
  await once(neighbour, 'listening')
  browser = await launchChromium()
})

afterAll(async () => {
  await browser?.close()
  neighbour?.close()
  await server?.stop()
})

beforeEach(async () => {
  context = await browser.newContext()
})

afterEach(() => context.close())

async function open(address: string): Promise<Page> {
  const page = await context.newPage()
  await page.goto(address)
  return page
}

/** What a page's call is answered; 0: the page may not know. */
function call(page: Page, method: string, path: string, body?: unknown, ifMatch?: string) {
  return page.evaluate(
    async ([address, init]) => {
      const response = await fetch(address, { credentials: 'include', ...init }).catch(() => null)
      if (response === null) return { status: 0, body: null }
      return { status: response.status, body: (await response.json().catch(() => null)) as unknown }
    },
    [
      `${server.url}${path}`,
      {
        method,
        ...(body !== undefined && { body: JSON.stringify(body) }),
        ...(ifMatch !== undefined && { headers: { 'if-match': ifMatch } }),
      },
    ] as const,
  )
}

const DRAFT = '/api/sites/demo-shop/draft'

test('[SIT33] a browser’s session is good for pages of the Worker’s own origin, and for no others', async () => {
  const ours = await open(`${server.url}/healthz`)
  const ada = { email: 'ada@example.com', role: 'editor' }
  expect(await call(ours, 'POST', '/api/session', ada)).toMatchObject({ status: 201 })
  expect(await ours.evaluate(() => document.cookie)).toBe('')
  expect(await call(ours, 'GET', DRAFT)).toMatchObject({ status: 200, body: { version: 1 } })
  expect(await call(ours, 'PATCH', `${DRAFT}/settings/name`, 'New', '"1"')).toMatchObject({
    status: 200,
    body: { version: 2, editedBy: 'ada@example.com' },
  })

  // `as`: a server that listens has a port
  const { address, port } = neighbour.address() as AddressInfo
  const theirs = await open(`http://${address}:${port}/`)
  const unknown = { status: 0, body: null }
  expect(await call(theirs, 'GET', DRAFT)).toEqual(unknown)
  expect(await call(theirs, 'PATCH', `${DRAFT}/settings/name`, 'Theirs', '"2"')).toEqual(unknown)
  // What browsers send without asking first, with the cookie, and without an answer for the page
  const [answer] = await Promise.all([
    theirs.waitForResponse((response) => response.url().endsWith('/writeKeys')),
    theirs.evaluate(
      (url) => fetch(url, { method: 'POST', body: '{}', mode: 'no-cors', credentials: 'include' }),
      `${server.url}${DRAFT}/writeKeys`,
    ),
  ])
  // 401, had the cookie not come with it
  expect(answer.status()).toBe(403)
  expect(await call(ours, 'GET', DRAFT)).toMatchObject({ body: { version: 2, site: { name: 'New' } } })

  expect(await call(ours, 'DELETE', '/api/session')).toMatchObject({ status: 204 })
  expect(await call(ours, 'GET', DRAFT)).toMatchObject({ status: 401 })
})
