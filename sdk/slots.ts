import type { Decision } from '../shared/experience/decision.ts'
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
  own: readonly Node[]
  /** How often somebody undid our content lately. */
  contests: number
}

/**
 * Fills the elements that carry `data-ew-slot="<slot>"`, early or late. Where no variant is chosen the page's very own
 * nodes stand there, with their listeners and their state; content that has not changed is not touched, nor is an
 * element in which the visitor has the focus. `data-ew-reason` on the element says why it shows what it shows.
 */
export function domSlots(core: Core): void {
  const deadline = core.startedAt + (core.options.timeout ?? DEFAULT_TIMEOUT_MS)
  const fillings = new WeakMap<Element, Filling>()
  let visible: Readonly<Record<string, Decision>> = {}
  /** The version of a first answer that came too late for this view. */
  let lateVersion = -1
  let frame = 0

  const fill = (element: HTMLElement): void => {
    const decision = visible[element.dataset['ewSlot']!]
    if (!decision && !fillings.has(element)) return
    const html = decision?.html ?? null
    const filling = fillings.get(element) ?? { html: null, nodes: [], own: [], contests: 0 }
    if (filling.nodes.some(({ parentNode }) => parentNode !== element)) {
      // A framework has rendered over it: what stands there now is the page's own
      if (++filling.contests > MAX_CONTESTS) throw new Error('something keeps replacing its content')
      setTimeout(() => (filling.contests -= 1), CONTEST_MS)
      filling.html = null
      filling.nodes = []
    }
    if (html !== filling.html) {
      if (element.matches(':focus-within')) {
        element.addEventListener('focusout', fillSoon, { once: true })
        return
      }
      if (filling.html === null) filling.own = [...element.childNodes]
      const nodes = html === null ? [] : trustedNodes(html)
      element.replaceChildren(...(html === null ? filling.own : nodes))
      fillings.set(element, { ...filling, html, nodes })
    }
    element.dataset['ewReason'] = decision?.reason ?? 'DISABLED'
  }

  const fillAll = (): void => {
    frame = 0
    for (const element of document.querySelectorAll<HTMLElement>(SELECTOR)) {
      try {
        fill(element)
      } catch (cause) {
        element.dataset['ewReason'] = 'FAILED'
        core.report('slot', `Slot "${element.dataset['ewSlot']}": ${String(cause)}`, cause)
      }
    }
    observer.takeRecords()
  }

  /** Before the next paint, however much changes until then. */
  const fillSoon = (): void => {
    frame ||= requestAnimationFrame(fillAll)
  }

  const observer = new MutationObserver(fillSoon)
  observer.observe(document, { childList: true, subtree: true })

  core.on('state', ({ decisions, source, version, causedAt }) => {
    // A first answer that is late waits for the next view: nothing changes under the eyes of who did nothing
    const isLate =
      source === 'live' ? version <= lateVersion : performance.now() > deadline && causedAt <= deadline
    if (isLate) lateVersion = Math.max(lateVersion, version)
    visible = isLate
      ? Object.fromEntries(Object.entries(decisions).filter(([slot]) => visible[slot]))
      : decisions
    fillAll()
  })
}
