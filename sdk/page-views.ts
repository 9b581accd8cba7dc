import { onNavigate } from './browser/on-navigate.ts'
import type { Tracker } from './tracker.ts'

/**
 * Says `page()` when the page starts, when a single-page app has moved on to another address (a change of the hash
 * alone is none), and when the page comes back from the back/forward cache.
 */
export function pageViews(tracker: Tracker): void {
  let viewed: string | undefined
  const view = (): void => {
    const [url] = location.href.split('#')
    if (url === viewed) return
    viewed = url
    void tracker.page()
  }
  view()
  onNavigate(view)
  addEventListener('pageshow', ({ persisted }) => {
    if (!persisted) return
    viewed = undefined
    view()
  })
}
