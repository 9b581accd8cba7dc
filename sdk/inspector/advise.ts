import type { SlotPolicy } from '../../shared/experience/slot-policy.ts'
import type { StateChange } from '../event-map.ts'

const POLICIES: readonly string[] = ['now', 'next-view', 'idle'] satisfies readonly SlotPolicy[]

/** What is worth saying of an element with a slot; null: all is well. */
function adviceFor(element: HTMLElement, { decisions }: StateChange): string | null {
  const slot = element.dataset['ewSlot'] ?? ''
  const decision = decisions[slot]
  const outer = element.parentElement?.closest<HTMLElement>('[data-ew-slot]')
  if (outer) {
    return `Slot "${slot}" is inside slot "${outer.dataset['ewSlot']}", whose content replaces it. Put them side by side`
  }
  if (!slot) return 'An element has data-ew-slot without a name. Write data-ew-slot="<slot>"'
  const policy = element.dataset['ewPolicy'] ?? 'now'
  if (!POLICIES.includes(policy)) {
    return `Slot "${slot}" has data-ew-policy="${policy}", which is none. Write ${POLICIES.join(', or ')}`
  }
  if (!decision || decision.reason === 'DISABLED') {
    return `Slot "${slot}" is not in the release, or data-slots does not name it. Publish it, or correct the name in data-ew-slot`
  }
  // The baseline of an experiment may show the page's own on purpose
  if (decision.reason === 'TARGETING_MATCH' && decision.html === null) {
    return `Slot "${slot}" has fields and no template, so its element stays as it is. Give it a template, or use edgewise.slot('${slot}').subscribe(…)`
  }
  return null
}

/**
 * Warns in the console of what a developer can mend, once for each thing, and names the remedy. The function that it
 * returns takes what is known of the visitor anew.
 */
export function createAdviser(warn: (message: string) => void): (state: StateChange) => void {
  const said = new Set<string>()
  const shown = new WeakMap<Element, { readonly content: string | undefined; readonly height: number }>()

  const say = (message: string): void => {
    if (said.has(message)) return
    said.add(message)
    warn(`[edgewise] ${message}`)
  }

  // Told when an element got another size, with the layout that it is painted with
  const observer = new ResizeObserver((entries) => {
    for (const { target, borderBoxSize } of entries) {
      // `as`: only slots are observed
      const { ewSlot: slot, ewShown: content } = (target as HTMLElement).dataset
      const before = shown.get(target)
      const height = Math.round(borderBoxSize[0]?.blockSize ?? 0)
      shown.set(target, { content, height })
      if (before && before.content !== content && before.height !== height) {
        say(
          `Slot "${slot}" went from ${before.height} to ${height} pixels with its content, and moved what is below. Reserve its box: min-height: ${Math.max(before.height, height)}px`,
        )
      }
    }
  })

  return (state) => {
    for (const element of document.querySelectorAll<HTMLElement>('[data-ew-slot]')) {
      const advice = adviceFor(element, state)
      if (advice !== null) say(advice)
      observer.observe(element, { box: 'border-box' })
    }
  }
}
