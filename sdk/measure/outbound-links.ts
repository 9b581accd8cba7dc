import type { Tracker } from '../tracker.ts'

/**
 * Says `Outbound Link Clicked { url }` when a link to another host is followed, by whichever button. It only looks on: the
 * browser goes on at once, and the event leaves with the page.
 */
export function outboundLinks(tracker: Tracker): void {
  const look = (event: Event): void => {
    // Links inside shadow trees too
    const link = event.composedPath().find((node) => node instanceof HTMLAnchorElement)
    if (!link || !/^https?:/.test(link.protocol) || link.host === location.host) return
    void tracker.track('Outbound Link Clicked', { url: link.href })
  }
  for (const type of ['click', 'auxclick']) addEventListener(type, look, { capture: true, passive: true })
}
