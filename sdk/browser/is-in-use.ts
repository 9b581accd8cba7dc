/**
 * Whether the visitor has the focus or the mouse in an element; if so, calls back when that ends. Touch screens have no
 * mouse: there an element stays hovered after a tap, for as long as nothing else is tapped.
 */
export function isInUse(element: Element, whenLeft: () => void): boolean {
  const event = element.matches(':focus-within')
    ? 'focusout'
    : element.matches(':hover') && matchMedia('(hover)').matches && 'mouseleave'
  if (event) element.addEventListener(event, whenLeft, { once: true })
  return !!event
}
