/**
 * Calls back whenever the page may be about to end: hidden (the last event a phone is sure to fire) or left. Never
 * `unload`, which keeps a page out of the back/forward cache.
 */
export function onHidden(callback: () => void): void {
  addEventListener('pagehide', callback)
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) callback()
  })
}
