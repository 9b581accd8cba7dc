const SHOWN_MS = 1200

/** Lets a button say for a moment that it worked; the styles do the talking, the cart's counter tells the rest. */
export function confirmOn(button: HTMLElement): void {
  button.classList.add('is-done')
  setTimeout(() => button.classList.remove('is-done'), SHOWN_MS)
}
