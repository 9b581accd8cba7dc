import type { Outline } from './outline.ts'

/** Frames a slot on the page while its row is pointed at, or has the focus. */
export function pointAt(row: HTMLElement, slot: string, outline: Outline): void {
  for (const type of ['pointerenter', 'focusin']) row.addEventListener(type, () => outline.show(slot))
  for (const type of ['pointerleave', 'focusout']) row.addEventListener(type, () => outline.hide())
}
