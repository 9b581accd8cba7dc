import type { Tracker } from '../tracker.ts'

/** How much of an element is seen when it counts, and for how long. */
const RATIO = 0.5
const DWELL_MS = 1_000

/** What shows an experience, and was not left to the page. */
const SHOWN = '[data-ew-shown]:not([data-ew-shown=""], [data-ew-reason=FAILED])'

/** What an element showed when it was last looked at, and the wait that began when it came into view. */
interface Watch {
  readonly key: string
  timer?: ReturnType<typeof setTimeout>
}

/**
 * Says `Experience Viewed { slot, experience, variant, release }`, once a page view for each slot of which an element was at
 * least half visible for a second. It goes by `data-ew-shown`, so what somebody else has rendered counts as well. An element that
 * keeps the page's own content counts where an experience decided so: those who were spared are who the others are
 * compared with. A slot without an element on the page is never viewed.
 */
export function exposures(tracker: Tracker): void {
  const watches = new WeakMap<Element, Watch>()
  const told = new Set<string>()
  let view = 0
  let frame = 0

  const watch = (element: Element): void => {
    observer.unobserve(element)
    // It is told at the next frame where the element is: not before somebody sees the page
    observer.observe(element)
  }

  const tell = ({ dataset: { ewShown = '' } }: HTMLElement): void => {
    const [slot, experience, variant, release] = ewShown.split(' ')
    if (!slot || told.has(slot)) return
    told.add(slot)
    void tracker.track('Experience Viewed', {
      slot,
      experience,
      variant: variant || null,
      release: Number(release),
    })
  }

  const observer = new IntersectionObserver(
    (entries) => {
      for (const { target, intersectionRatio } of entries) {
        const current = watches.get(target)!
        clearTimeout(current.timer)
        if (intersectionRatio < RATIO) continue
        current.timer = setTimeout(() => {
          if (document.hidden) watch(target)
          // `as`: only such elements are watched
          else tell(target as HTMLElement)
        }, DWELL_MS)
      }
    },
    { threshold: RATIO },
  )

  const look = (): void => {
    frame = 0
    for (const element of document.querySelectorAll<HTMLElement>(SHOWN)) {
      const key = `${view} ${element.dataset['ewShown']}`
      const last = watches.get(element)
      if (last?.key === key) continue
      clearTimeout(last?.timer)
      watches.set(element, { key })
      watch(element)
    }
  }
  const lookSoon = (): void => {
    frame ||= requestAnimationFrame(look)
  }

  tracker.on('event', ({ type }) => {
    if (type !== 'page') return
    view += 1
    told.clear()
    lookSoon()
  })
  new MutationObserver(lookSoon).observe(document, {
    childList: true,
    subtree: true,
    attributeFilter: ['data-ew-shown'],
  })
  look()
}
