import type { Decision } from '../../shared/experience/decision.ts'
import type { Edgewise } from '../edgewise.ts'

/** `<ew-slot>` as code sees it. When its slot's content changes it tells `ew-change`, with the decision as `detail`. */
export interface SlotElement extends HTMLElement {
  /** What its slot shows; undefined until something is known. */
  readonly decision: Decision | undefined
}

/**
 * Lets `<ew-slot name="hero">…</ew-slot>` be a slot: what stands in it is its default content, `name` says which slot it is, and
 * `policy` (`now`, `next-view`, `idle`) when what it shows may change. The trap: it is filled by `domSlots`, which has to be
 * among the modules; and an unknown element is inline, so give it a `display` in your styles.
 *
 * @example
 * const edgewise = createEdgewise({ key: 'ewk_shop_1', modules: [pageViews, domSlots, slotElement] })
 */
export function slotElement({ slot }: Pick<Edgewise, 'slot'>): void {
  class EwSlot extends HTMLElement implements SlotElement {
    static readonly observedAttributes = ['name', 'policy']
    #stop: (() => void) | undefined

    get decision(): Decision | undefined {
      return slot(this.#name).get()
    }

    get #name(): string {
      return this.getAttribute('name') ?? ''
    }

    connectedCallback(): void {
      this.disconnectedCallback()
      this.#stop = slot(this.#name).subscribe((detail) => {
        this.dispatchEvent(new CustomEvent('ew-change', { detail }))
      })
    }

    disconnectedCallback(): void {
      this.#stop?.()
    }

    attributeChangedCallback(attribute: string, _: string | null, value: string | null): void {
      // What every slot of a page is known by
      const key = attribute === 'name' ? 'ewSlot' : 'ewPolicy'
      if (value === null) delete this.dataset[key]
      else this.dataset[key] = value
      if (attribute === 'name' && this.isConnected) this.connectedCallback()
    }
  }
  // A page that has it twice has it once
  if (!customElements.get('ew-slot')) customElements.define('ew-slot', EwSlot)
}

declare global {
  interface HTMLElementTagNameMap {
    'ew-slot': SlotElement
  }
}
