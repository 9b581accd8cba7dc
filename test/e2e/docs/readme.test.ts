import { existsSync } from 'node:fs'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { inRepository } from '../../../scripts/repository.ts'
import { launchChromium } from '../../support/chromium.ts'
import { startServer, type Server } from '../../support/server.ts'

let server: Server
let browser: Browser
let readme: string
let folder: string

beforeAll(async () => {
  readme = await readFile(inRepository('README.md'), 'utf8')
  // Served like the scripts: a page that only the browser's test harness makes up may not talk to this machine
  folder = await mkdtemp(join(tmpdir(), 'edgewise-readme-'))
  await cp(inRepository('dist', 'assets'), folder, { recursive: true })
  const example = /```html\n([\s\S]*?)```/.exec(readme)?.[1]
  await writeFile(join(folder, 'example.html'), `<!doctype html><meta charset="utf-8">${example}`)
  server = await startServer({ assets: folder })
  browser = await launchChromium()
})

afterAll(async () => {
  await browser.close()
  await server.stop()
  await rm(folder, { recursive: true })
})

test('[RUN17] the README’s example does what it says: the second look brings the new hero, with no reload', async () => {
  const page = await browser.newPage()
  const reasons: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'log') reasons.push(message.text())
  })
  await page.goto(`${server.url}/example`)
  const hero = page.locator('[data-ew-slot=hero]')
  await page.waitForFunction(() => {
    const { edgewise } = window as unknown as {
      edgewise: { segments?: () => string[]; status?: () => { live: boolean } }
    }
    return edgewise.status?.().live
  })
  expect(await hero.innerText()).toBe('What everybody sees until there is a reason for something else')

  await page.evaluate(() => {
    const { edgewise } = window as unknown as {
      edgewise: { track: (event: string, properties: object) => unknown }
    }
    edgewise.track('Product Viewed', { category: 'hiking' })
  })
  await hero.locator('.ew-hero__title').waitFor()
  expect(await hero.locator('.ew-hero__title').innerText()).toMatch(/\S/)
  await expect.poll(() => reasons.at(-1)).toBe('TARGETING_MATCH')
})

test('[RUN17] every file that the README points at is there', () => {
  const targets = [...readme.matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map(([, path]) => path!)
  expect(targets.length).toBeGreaterThan(5)
  expect(targets.filter((path) => !existsSync(inRepository(...path.split('/'))))).toEqual([])
})
