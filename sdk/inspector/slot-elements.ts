/** The elements of the page that a slot fills. */
export function slotElements(slot: string): readonly Element[] {
  return [...document.querySelectorAll(`[data-ew-slot="${CSS.escape(slot)}"]`)]
}
