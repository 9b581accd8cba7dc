import type { Browser } from 'playwright-core'
import { UserError } from '../../scripts/user-error.ts'
import type { Contender } from './contenders.ts'
import { slowDown } from './slow-down.ts'

const PATIENCE_MS = 15_000

/** When a visitor saw which headline, in milliseconds from the start of the navigation. */
export interface Headline {
  /** The first frame that shows any headline. */
  readonly firstMs: number
  /** The first frame that shows the visitor's own. */
  readonly ownMs: number
  /** How long the default stood there before it. */
  readonly flashMs: number
  /** How many requests were over by then, beside the document. */
  readonly requests: number
}

/** Opens an address on a slow phone, and watches the headline. */
export async function measureHeadline(
  browser: Browser,
  { name, isReturn = false }: Contender,
  address: string,
): Promise<Headline> {
  const context = await browser.newContext()
  try {
    if (isReturn) {
      const before = await context.newPage()
      await before.goto(address)
      await before.waitForSelector('#headline:text("Personalised")')
      await before.close()
    }
    const page = await context.newPage()
    await slowDown(page)
    await page.addInitScript(() => {
      const seen: Record<string, number> = {}
      Object.assign(window, { seen })
      // A task right after a frame looks at what the frame has painted
      const { port1, port2 } = new MessageChannel()
      port1.addEventListener('message', ({ data: isThere }) => {
        const headline = document.querySelector<HTMLElement>('#headline')
        if (!isThere || !headline?.checkVisibility({ opacityProperty: true, visibilityProperty: true }))
          return
        seen[headline.textContent] ??= performance.now()
      })
      port1.start()
      const look = (): void => {
        port2.postMessage(document.querySelector('#headline') !== null)
        if (!('Personalised' in seen)) requestAnimationFrame(look)
      }
      requestAnimationFrame(look)
    })
    await page.goto(address, { waitUntil: 'commit' })
    await page
      .waitForFunction(() => 'Personalised' in (window as unknown as { seen: object }).seen, undefined, {
        timeout: PATIENCE_MS,
      })
      .catch(() => {
        throw new UserError(`${name} did not change the headline within ${PATIENCE_MS / 1_000} s`)
      })
    const { Personalised: ownMs = 0, Welcome: defaultMs } = await page.evaluate(
      () => (window as unknown as { seen: Record<string, number> }).seen,
    )
    const requests = await page.evaluate((ownMs) => {
      const entries = performance.getEntriesByType('resource') as PerformanceResourceTiming[]
      return entries.filter(({ name, responseEnd }) => name.startsWith('http') && responseEnd <= ownMs).length
    }, ownMs)
    return {
      ownMs,
      firstMs: defaultMs ?? ownMs,
      flashMs: defaultMs === undefined ? 0 : ownMs - defaultMs,
      requests,
    }
  } finally {
    await context.close()
  }
}
