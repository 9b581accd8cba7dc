import type { Tracker } from '../tracker.ts'

const MILESTONES = [25, 50, 75, 100]

/**
 * Says `Page Scrolled { percent }` when 25, 50, 75 and 100 % of the page have come into view, once each a page view, and
 * only to who scrolls. The page is measured at most once a frame.
 */
export function scrollDepth(tracker: Tracker): void {
  let next = 0
  let frame = 0

  const measure = (): void => {
    frame = 0
    const { scrollHeight } = document.documentElement
    // Browsers scroll by fractions of a pixel, and end up to one short
    const percent = ((scrollY + innerHeight + 1) / scrollHeight) * 100
    for (let goal = MILESTONES[next]; goal && percent >= goal; goal = MILESTONES[++next]) {
      void tracker.track('Page Scrolled', { percent: goal })
    }
  }

  tracker.on('event', ({ type }) => {
    if (type === 'page') next = 0
  })
  addEventListener('scroll', () => (frame ||= requestAnimationFrame(measure)), { passive: true })
}
