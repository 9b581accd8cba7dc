import type { Decision } from '../shared/experience/decision.ts'
import { isInUse } from './browser/is-in-use.ts'
import { whenIdle } from './browser/when-idle.ts'
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
  /** The slot whose decision that is. */
  slotName?: string
}

/**
 * Fills the elements that carry `data-ew-slot="<slot>"`, early or late. Where no variant is chosen the page's very own
 * nodes stand there, with their listeners and their state; content that has not changed is not touched, nor is an
 * element that the visitor has the focus or the mouse in. `data-ew-reason` on the element says why it shows what it shows.
 *
 * When content that shows may change is the slot's policy; `data-ew-policy` on the element wins: at once (`now`), with
 * the next page view (`next-view`), or when the browser has nothing more urgent to do (`idle`).
 */
export function domSlots(core: Core): void {
  /** Until when a first answer may show; once one has come in time, no later one is late. */
  let deadline = performance.now() + (core.options.timeout ?? DEFAULT_TIMEOUT_MS)
  const fillings = new WeakMap<Element, Filling>()
  let decisions: Readonly<Record<string, Decision>> = {}
  let version = 0
  /** Whether the first answer came too late for what shows nothing of ours yet. */
  let isLate = false
  let viewedAt = 0
  /** By policy: whether what shows stays for now. A page view that has not been answered yet holds nothing. */
  const isHeld: Record<string, boolean> = { idle: true }
  let frame = 0

  const fill = (element: HTMLElement): void => {
    // `as`: what the selector asks for
    const { ewSlot: slot, ewPolicy } = element.dataset as { ewSlot: string; ewPolicy?: string }
    const policy = ewPolicy ?? decisions[slot]?.policy
    let filling = fillings.get(element)
    if (!filling) {
      if (isLate || !decisions[slot]) return
      fillings.set(element, (filling = { html: null, nodes: [], contests: 0 }))
    }
    // `!`: no policy holds nothing
    if (!isHeld[policy!] || filling.slotName !== slot) {
      filling.decision = decisions[slot]
      filling.slotName = slot
    }
    const { reason = 'DISABLED', html = null, experience, variant, release } = filling.decision ?? {}
    if (filling.nodes.some(({ parentNode }) => parentNode !== element)) {
      // A framework has rendered over it: what stands there now is the page's own
      if (++filling.contests > MAX_CONTESTS) throw new Error('replaced')
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
  }

  /** Before the next paint, however much changes until then. */
  const fillSoon = (): void => {
    frame ||= requestAnimationFrame(fillAll)
  }

  new MutationObserver(fillSoon).observe(document, {
    childList: true,
    subtree: true,
    attributeFilter: ['data-ew-slot'],
  })

  core.on('event', ({ type }) => {
    if (type !== 'page') return
    isHeld['next-view'] = false
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
    whenIdle(() => {
      isHeld['idle'] = false
      fillAll()
      isHeld['idle'] = true
    })
    // What is not confirmed, and answers to what was said before the view began, do not end its beginning
    if (!isLate && state.source !== 'stored' && state.causedAt >= viewedAt) {
      isHeld['next-view'] = true
      deadline = Infinity
    }
  })
}
