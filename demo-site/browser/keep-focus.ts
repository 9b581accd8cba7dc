/** Runs a change that replaces cards, and then focuses what had the focus before: the same control of the same product. */
export function keepFocus(row: HTMLElement, change: () => void): void {
  const focused = document.activeElement
  const card = focused?.closest<HTMLElement>('[data-product]')
  const control =
    card && row.contains(card) ? controlsOf(card).findIndex((element) => element === focused) : -1
  change()
  if (!card || control < 0) return
  const same = row.querySelector<HTMLElement>(`[data-product="${card.dataset['product']}"]`) ?? row
  controlsOf(same)[control]?.focus({ preventScroll: true })
}

function controlsOf(element: HTMLElement): readonly HTMLElement[] {
  return [...element.querySelectorAll<HTMLElement>('a, button')]
}
