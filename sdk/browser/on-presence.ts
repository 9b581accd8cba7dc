/** Whether somebody is looking, on a network. Timers run only then; `onPresence` says when it is so again. */
export function isAttended(): boolean {
  return navigator.onLine && !document.hidden
}

/**
 * Calls `arrive` when sending may work again: the network is back, or the visitor is. Calls `leave` whenever the page may
 * be about to end: hidden (the last event a phone is sure to fire) or left. Never `unload`, which keeps a page out of the
 * back/forward cache.
 */
export function onPresence(arrive: () => void, leave?: () => void): void {
  const tell = ({ type }: Event): void => (type === 'pagehide' || document.hidden ? leave : arrive)?.()
  // On their way down to the document, where `visibilitychange` happens
  for (const type of ['online', 'pagehide', 'visibilitychange']) addEventListener(type, tell, true)
}
