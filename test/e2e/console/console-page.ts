import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { expect, vi } from 'vitest'
import type { Role } from '../../../shared/role.ts'
import type { Server } from '../../support/server.ts'

/** Where axe looks: everything that WCAG 2.2 AA asks and a program can tell. */
const AXE_TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

// a story of an editor has many pages, each looked at by axe twice: on a busy machine that takes its time
vi.setConfig({ testTimeout: 240_000 })
const STEP_MS = 60_000

interface ConsoleOptions {
  /** @default 'admin' */
  readonly role?: Role
  /** Who signs in. @default 'ada@example.com' */
  readonly email?: string
  /** @default 'light' */
  readonly colorScheme?: 'light' | 'dark'
  /** @default { width: 1280, height: 800 } */
  readonly viewport?: { readonly width: number; readonly height: number }
}

interface Complaining {
  readonly complain: (complaint: string) => void
}

/** The console in a browser, where somebody is signed in, watched for what must not happen. */
export interface ConsolePage {
  readonly context: BrowserContext
  readonly page: Page
  /** Opens a page of the console: `open('segments')` of the server's site, `open('/sites')` of none. */
  readonly open: (path?: string) => Promise<void>
  /** Holds the page, in light and in dark, against what axe knows of WCAG 2.2 AA. */
  readonly expectAccessible: () => Promise<void>
  /** Checks that nothing violated the content security policy and nothing was said on the browser's console; then closes. */
  readonly close: () => Promise<void>
}

/**
 * What a call was answered is for the page to show, and for its test to see; a page may be left while it connects; what this
 * file puts into every frame is refused where nothing is to run.
 */
const isExpected = (text: string): boolean =>
  text.startsWith('Failed to load resource') ||
  text.startsWith("Blocked script execution in 'about:srcdoc'") ||
  text.endsWith('WebSocket is closed before the connection is established.')

/**
 * Signs somebody in at a served Worker (`startServer({ local: true })`) and gives a page to test with. Close it: only then
 * is it known that all went well.
 */
export async function openConsole(
  browser: Browser,
  server: Server,
  { role = 'admin', email = 'ada@example.com', colorScheme = 'light', viewport }: ConsoleOptions = {},
): Promise<ConsolePage> {
  const context = await browser.newContext({
    baseURL: server.url,
    colorScheme,
    reducedMotion: 'reduce',
    timezoneId: 'Europe/Dublin',
    locale: 'en-GB',
    viewport: viewport ?? { width: 1280, height: 800 },
  })
  context.setDefaultTimeout(STEP_MS)
  const complaints: string[] = []
  await context.exposeFunction('complain', (complaint: string) => complaints.push(complaint))
  await context.addInitScript(() => {
    // `as`: `exposeFunction` put it there
    const { complain } = globalThis as unknown as Complaining
    addEventListener(
      'securitypolicyviolation',
      ({ effectiveDirective, blockedURI, sourceFile, lineNumber }) => {
        const place = `${sourceFile}:${lineNumber}`
        complain(`the policy's ${effectiveDirective} was violated by ${blockedURI} at ${place}`)
      },
    )
  })
  const page = await context.newPage()
  page.on('pageerror', (error) => complaints.push(`uncaught: ${error.stack ?? error.message}`))
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type()) && !isExpected(message.text())) {
      complaints.push(message.text())
    }
  })
  const signedIn = await context.request.post('/api/session', {
    data: { email, role },
    headers: { origin: server.url },
  })
  expect(signedIn.status()).toBe(201)

  return {
    context,
    page,
    open: async (path = '') => {
      await page.goto(path.startsWith('/') ? `/console${path}` : `/console/${server.site}/${path}`)
      await page.getByRole('heading', { level: 1 }).waitFor()
    },
    expectAccessible: async () => {
      for (const scheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme: scheme })
        const { violations } = await new AxeBuilder({ page })
          .withTags(AXE_TAGS)
          // Nothing runs in it, axe neither
          .exclude('iframe[sandbox]')
          .analyze()
        const found = violations.map(({ id, nodes }) => ({
          scheme,
          id,
          where: nodes.map(({ target, failureSummary }) => `${String(target)}: ${failureSummary}`),
        }))
        expect(found).toEqual([])
      }
      await page.emulateMedia({ colorScheme })
    },
    close: async () => {
      await context.close()
      expect(complaints).toEqual([])
    },
  }
}
