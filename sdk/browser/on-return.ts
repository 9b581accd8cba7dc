/** Calls back when sending may work again: the network is back, or the visitor is. */
export function onReturn(callback: () => void): void {
  addEventListener('online', callback)
  document.addEventListener('visibilitychange', () => {
    if (isAttended()) callback()
  })
}

/** Whether somebody is looking, on a network. Timers run only then; `onReturn` says when it is so again. */
export function isAttended(): boolean {
  return navigator.onLine && !document.hidden
}
