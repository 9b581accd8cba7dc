import { setTimeout } from 'node:timers/promises'
import type { Browser, BrowserContext } from 'playwright-core'
import { slowDown } from './slow-down.ts'

const SETTLE_MS = 2_500

/** How the shop's front page came up. */
export interface ShopVitals {
  readonly lcpMs: number
  readonly cls: number
}

/** The three ways to come to the shop that are compared. */
export const SHOP_VISITS = ['without the script', 'new visitor', 'who comes back'] as const

export type ShopVisit = (typeof SHOP_VISITS)[number]

/** Opens the demo shop's front page on a slow phone. */
export async function measureShop(browser: Browser, origin: string, visit: ShopVisit): Promise<ShopVitals> {
  const context = await browser.newContext({ viewport: { width: 412, height: 823 } })
  try {
    if (visit === 'who comes back') await lookAtHiking(context, origin)
    const page = await context.newPage()
    await slowDown(page)
    await page.addInitScript(() => {
      const vitals = { lcpMs: 0, cls: 0 }
      Object.assign(window, { vitals })
      new PerformanceObserver((list) => {
        for (const { startTime } of list.getEntries()) vitals.lcpMs = startTime
      }).observe({ type: 'largest-contentful-paint', buffered: true })
      new PerformanceObserver((list) => {
        // `as`: the DOM library does not know this kind of entry
        for (const { value } of list.getEntries() as unknown as { value: number }[]) vitals.cls += value
      }).observe({ type: 'layout-shift', buffered: true })
    })
    await page.goto(`${origin}/${visit === 'without the script' ? '?without' : ''}`)
    await setTimeout(SETTLE_MS)
    return await page.evaluate(() => (window as unknown as { vitals: ShopVitals }).vitals)
  } finally {
    await context.close()
  }
}

/** Makes a visitor whose hero is another one, and who has the shop's files already. */
async function lookAtHiking(context: BrowserContext, origin: string): Promise<void> {
  const page = await context.newPage()
  await page.goto(`${origin}/product/skarn-boots/`)
  await page.goto(`${origin}/product/karst-daypack/`)
  await page.goto(`${origin}/`)
  await page.waitForSelector('[data-ew-slot=hero][data-ew-reason=TARGETING_MATCH]')
  await page.close()
}
