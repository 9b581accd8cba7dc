import { setTimeout } from 'node:timers/promises'
import type { Browser } from 'playwright-core'
import { readTrace, TRACE_CATEGORIES, type MainThread } from './trace.ts'

/** How long after the load event what a page does counts as its start. */
const SETTLE_MS = 1_500

/** What a first visit costs. */
export interface Start extends MainThread {
  /** Beside the document. */
  readonly requests: number
  /** As they came over the network, beside the document. */
  readonly bytes: number
}

/** Opens an address for a new visitor on a processor that is four times slower, and looks at what happens. */
export async function measureStart(browser: Browser, address: string): Promise<Start> {
  const context = await browser.newContext()
  try {
    const page = await context.newPage()
    const session = await context.newCDPSession(page)
    await session.send('Network.enable')
    const sizes = new Map<string, number>()
    session.on('Network.requestWillBeSent', ({ requestId, type, request }) => {
      if (type !== 'Document' && !request.url.startsWith('data:')) sizes.set(requestId, 0)
    })
    session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      if (sizes.has(requestId)) sizes.set(requestId, encodedDataLength)
    })
    await session.send('Emulation.setCPUThrottlingRate', { rate: 4 })
    await browser.startTracing(page, { categories: TRACE_CATEGORIES })
    await page.goto(address)
    await setTimeout(SETTLE_MS)
    const trace = await browser.stopTracing()
    return {
      ...readTrace(trace, address, (url) => /\.js(\?|$)/.test(url)),
      requests: sizes.size,
      bytes: [...sizes.values()].reduce((total, bytes) => total + bytes, 0),
    }
  } finally {
    await context.close()
  }
}
