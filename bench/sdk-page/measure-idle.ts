import { setTimeout } from 'node:timers/promises'
import type { Browser } from 'playwright-core'

const SETTLE_MS = 6_000
const WINDOW_MS = 10_000

/** What a page does while nobody does anything, in ten seconds. */
export interface Idle {
  readonly timers: number
  readonly frames: number
}

/** Opens an address, lets it come to rest, and counts the timers and frames that it asked for and got. */
export async function measureIdle(browser: Browser, address: string): Promise<Idle> {
  const context = await browser.newContext()
  try {
    const page = await context.newPage()
    await page.addInitScript(() => {
      const idle = { timers: 0, frames: 0 }
      Object.assign(window, { idle })
      const counting =
        (kind: keyof typeof idle) =>
        (original: (callback: (...args: unknown[]) => void, ...rest: unknown[]) => unknown) =>
        (callback: unknown, ...rest: unknown[]) =>
          original(
            (...args) => {
              idle[kind] += 1
              if (typeof callback === 'function') callback(...args)
            },
            ...rest,
          )
      Object.assign(window, {
        setTimeout: counting('timers')(window.setTimeout.bind(window) as never),
        setInterval: counting('timers')(window.setInterval.bind(window) as never),
        requestAnimationFrame: counting('frames')(window.requestAnimationFrame.bind(window) as never),
      })
    })
    await page.goto(address)
    const counts = (): Promise<Idle> =>
      page.evaluate(() => ({ ...(window as unknown as { idle: Idle }).idle }))
    await setTimeout(SETTLE_MS)
    const before = await counts()
    await setTimeout(WINDOW_MS)
    const after = await counts()
    return { timers: after.timers - before.timers, frames: after.frames - before.frames }
  } finally {
    await context.close()
  }
}
