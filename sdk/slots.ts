import type { Decision } from '../shared/experience/decision.ts'
import { isInUse } from './browser/is-in-use.ts'
import { trustedNodes } from './browser/trusted-nodes.ts'
import type { Core } from './module.ts'

/** What failed once is left to the page. */
const SELECTOR = '[data-ew-slot]:not([data-ew-reason=FAILED])'
const DEFAULT_TIMEOUT_MS = 300
/** Whoever undoes our content more often within `CONTEST_MS` gets the element: endless repair would hang the page. */
const MAX_CONTESTS = 3
const CONTEST_MS = 10_000

/** What an element holds, and what it held before. */
interface Filling {
  /** The markup that is shown; null: the page's own nodes are. */
  html: string | null
  /** The nodes of that markup. */
  nodes: readonly Node[]
  /** The page's own nodes, to bring back. */
  own?: readonly Node[]
  /** How often somebody undid our content lately. */
  contests: number
  /** What it is to show. */
  decision?: Decision | undefined
}

/**
 * Fills the elements that carry `data-ew-slot="<slot>"`, early or late. Where no variant is chosen the page's very own
 * nodes stand there, with their listeners and their state; content that has not changed is not touched, nor is an
 * element that the visitor has the focus or the mouse in. `data-ew-reason` on the element says why it shows what it shows.
 *
 * `data-ew-policy` on the element says when its content may change: at once, or only with the next page view
 * (`next-view`).
 */
export function domSlots(core: Core): void {
  const deadline = performance.now() + (core.options.timeout ?? DEFAULT_TIMEOUT_MS)
  const fillings = new WeakMap<Element, Filling>()
  let decisions: Readonly<Record<string, Decision>> = {}
  let version = 0
  /** Whether the first answer came too late for what shows nothing of ours yet. */
  let isLate = false
  /** Whether this page view has not been answered yet. */
  let isNewView = true
  let viewedAt = 0
  let frame = 0

  const fill = (element: HTMLElement): void => {
    const { ewSlot: slot = '', ewPolicy: policy } = element.dataset
    let filling = fillings.get(element)
    if (!filling) {
      if (isLate || !decisions[slot]) return
      fillings.set(element, (filling = { html: null, nodes: [], contests: 0 }))
    }
    if (isNewView || policy !== 'next-view' || !filling.decision) filling.decision = decisions[slot]
    const { reason = 'DISABLED', html = null, experience, variant, release } = filling.decision ?? {}
    if (filling.nodes.some(({ parentNode }) => parentNode !== element)) {
      // A framework has rendered over it: what stands there now is the page's own
      if (++filling.contests > MAX_CONTESTS) throw new Error('replaced too often')
      setTimeout(() => (filling.contests -= 1), CONTEST_MS)
      filling.html = null
      filling.nodes = []
    }
    if (html !== filling.html) {
      if (isInUse(element, fillSoon)) return
      if (filling.html === null) filling.own = [...element.childNodes]
      filling.nodes = html === null ? [] : trustedNodes(html)
      filling.html = html
      element.replaceChildren(...((html === null && filling.own) || filling.nodes))
    }
    element.dataset['ewReason'] = reason
    element.dataset['ewShown'] = experience ? [slot, experience, variant, release].join(' ') : ''
  }

  const fillAll = (): void => {
    frame = 0
    for (const element of document.querySelectorAll<HTMLElement>(SELECTOR)) {
      try {
        fill(element)
      } catch (cause) {
        element.dataset['ewReason'] = 'FAILED'
        core.report('slot', `${element.dataset['ewSlot']}: ${String(cause)}`, cause)
      }
    }
    // What we did is no news
    observer.takeRecords()
  }

  /** Before the next paint, however much changes until then. */
  const fillSoon = (): void => {
    frame ||= requestAnimationFrame(fillAll)
  }

  const observer = new MutationObserver(fillSoon)
  observer.observe(document, { childList: true, subtree: true })

  core.on('event', ({ type }) => {
    if (type !== 'page') return
    isNewView = true
    viewedAt = performance.now()
  })
  core.on('state', (state) => {
    // Nothing changes under the eyes of who did nothing. A push of what is known already changes nothing about that
    isLate =
      state.source === 'live'
        ? isLate && state.version <= version
        : performance.now() > deadline && state.causedAt <= deadline
    ;({ decisions, version } = state)
    fillAll()
    // Answers to what was said before the view began do not end its beginning
    if (!isLate && state.causedAt >= viewedAt) isNewView = false
  })
}
