import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchChromium } from '../../support/chromium.ts'
import { startServer, type Server } from '../../support/server.ts'
import { openConsole } from './console-page.ts'

let server: Server
let browser: Browser

beforeAll(async () => {
  ;[server, browser] = await Promise.all([startServer({ local: true }), launchChromium()])
})

afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

test('[CON23] the admin API can be read in the console, and is served for machines as OpenAPI', async () => {
  const response = await fetch(new URL('/openapi.json', server.url))
  expect(response.headers.get('content-type')).toContain('json')
  expect(await response.json()).toMatchObject({ openapi: '3.1.0' })

  const { page, open, expectAccessible, close } = await openConsole(browser, server)
  await open('api')
  const call = page.getByRole('listitem').filter({ hasText: 'Make a server key; it is shown this once' })
  await call.getByText('POST /api/sites/{site}/keys').click()
  await call.getByLabel('The schema of its body').getByText('"maxLength": 100').waitFor()
  await expectAccessible()
  await close()
})
