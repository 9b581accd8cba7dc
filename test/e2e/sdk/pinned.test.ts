import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { pinScripts, type PinnedScripts } from '../../../scripts/pin-scripts.ts'
import { inRepository } from '../../../scripts/repository.ts'
import type { EdgewiseGlobal } from '../../../sdk/page-global.ts'
import { launchChromium } from '../../support/chromium.ts'
import { startServer, type Server } from '../../support/server.ts'
import { ready } from './ready.ts'

declare const edgewise: EdgewiseGlobal

let folder: string
let pinned: PinnedScripts
let server: Server
let browser: Browser

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'edgewise-pinned-'))
  await cp(inRepository('dist', 'assets'), folder, { recursive: true })
  pinned = await pinScripts(inRepository('dist'), join(folder, 'ew'))
  await writeFile(
    join(folder, 'page.html'),
    `<!doctype html><title>Pinned</title>
     <script src="/ew/${pinned.name}/ew.js" integrity="${pinned.integrity}" crossorigin="anonymous"
       data-key="ewk_demo-shop_local" data-consent="granted" data-live></script>`,
  )
  ;[server, browser] = await Promise.all([startServer({ assets: folder }), launchChromium()])
})

afterAll(async () => {
  await Promise.all([browser?.close(), server?.stop()])
  await rm(folder, { recursive: true, force: true })
})

test('[SDK60] scripts that are pinned are checked by the browser, kept for a year, and load their parts from beside them', async () => {
  const page = await browser.newPage()
  const parts: string[] = []
  page.on('request', (request) => {
    const { pathname } = new URL(request.url())
    if (pathname.endsWith('.js')) parts.push(pathname)
  })
  await page.goto(`${server.url}/page`)
  await ready(page)
  await page.waitForFunction(() => edgewise.status().live)
  expect(parts).toEqual(expect.arrayContaining([`/ew/${pinned.name}/ew-live.js`]))
  expect(parts.filter((path) => !path.startsWith(`/ew/${pinned.name}/`))).toEqual([])
  const { headers } = await fetch(`${server.url}/ew/${pinned.name}/ew.js`)
  expect(headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
  expect(headers.get('access-control-allow-origin')).toBe('*')
  expect((await fetch(`${server.url}/ew.js`)).headers.get('cache-control')).not.toContain('immutable')
})

test('[SDK60] the address of the same scripts is the same', async () => {
  expect(await pinScripts(inRepository('dist'), join(folder, 'again'))).toEqual(pinned)
})
