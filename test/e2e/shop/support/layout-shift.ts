import type { Page } from 'playwright-core'

/**
 * Watches every layout shift of a page from its start. Shifts right after a click count too, although the metric
 * forgives them: the promise is that nothing moves.
 */
export async function watchLayoutShift(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const shifts: { value: number; moved: string[] }[] = []
    const take = (entries: PerformanceEntryList): void => {
      // `as`: the DOM library does not know this kind of entry
      for (const entry of entries as unknown as { value: number; sources: { node: Node | null }[] }[]) {
        const moved = entry.sources.map(({ node }) =>
          node instanceof Element ? node.outerHTML.slice(0, 80) : 'gone',
        )
        shifts.push({ value: entry.value, moved })
      }
    }
    const observer = new PerformanceObserver((list) => take(list.getEntries()))
    observer.observe({ type: 'layout-shift', buffered: true })
    Object.assign(window, {
      shifts: () => {
        take(observer.takeRecords())
        return shifts
      },
    })
  })
}

/** What moved so far, after the frames that are due have been drawn. */
export function layoutShifts(page: Page): Promise<readonly { value: number; moved: readonly string[] }[]> {
  return page.evaluate(async () => {
    for (let frame = 0; frame < 3; frame += 1) await new Promise((resolve) => requestAnimationFrame(resolve))
    return (window as unknown as { shifts: () => { value: number; moved: string[] }[] }).shifts()
  })
}
