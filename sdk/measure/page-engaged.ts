import type { Tracker } from '../tracker.ts'

const MILESTONES = [10, 30, 60, 120]
/** Who does nothing for so long has gone for a coffee. */
const ATTENTION_MS = 30_000

/**
 * Says `Page Engaged { seconds }` when a page view has had 10, 30, 60 and 120 seconds of attention: the page visible, and a
 * pointer, a key or scrolling in the last 30 seconds. A timer runs only then, and for the next thing that happens.
 */
export function pageEngaged(tracker: Tracker): void {
  let engagedMs = 0
  /** Since when attention is counted; undefined: there is none. */
  let since: number | undefined
  let until = 0
  let next = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  const count = (now = performance.now()): void => {
    if (since !== undefined) engagedMs += Math.max(0, Math.min(now, until) - since)
    since = undefined
    clearTimeout(timer)
    for (
      let seconds = MILESTONES[next];
      seconds && engagedMs >= seconds * 1_000;
      seconds = MILESTONES[++next]
    ) {
      void tracker.track('Page Engaged', { seconds })
    }
    const goal = MILESTONES[next]
    if (!goal || document.hidden || now >= until) return
    since = now
    timer = setTimeout(() => count(), Math.ceil(Math.min(goal * 1_000 - engagedMs, until - now)))
  }

  const attend = (): void => {
    // One instant: what began with it lasts exactly as long
    const now = performance.now()
    until = now + ATTENTION_MS
    if (since === undefined) count(now)
  }

  tracker.on('event', ({ type }) => {
    if (type !== 'page') return
    count()
    engagedMs = 0
    next = 0
    attend()
    count()
  })
  // What was counted until the page was hidden stands; that it is visible again is attention
  document.addEventListener('visibilitychange', () => (document.hidden ? count() : attend()))
  for (const type of ['pointerdown', 'pointermove', 'keydown', 'scroll']) {
    addEventListener(type, attend, { capture: true, passive: true })
  }
  attend()
}
