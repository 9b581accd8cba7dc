import { element } from './element.ts'
import { slotElements } from './slot-elements.ts'

/** Draws a frame around a slot's elements on the page. Over the page, never in it: nothing moves, no style is touched. */
export interface Outline {
  show(slot: string): void
  hide(): void
}

export function createOutline(root: ShadowRoot): Outline {
  let frames: { readonly target: Element; readonly frame: HTMLElement }[] = []
  let request = 0

  const follow = (): void => {
    for (const { target, frame } of frames) {
      const { left, top, width, height } = target.getBoundingClientRect()
      Object.assign(frame.style, {
        left: `${left}px`,
        top: `${top}px`,
        width: `${width}px`,
        height: `${height}px`,
      })
    }
    request = frames.length > 0 ? requestAnimationFrame(follow) : 0
  }

  const hide = (): void => {
    for (const { frame } of frames) frame.remove()
    frames = []
    cancelAnimationFrame(request)
  }

  return {
    show: (slot) => {
      hide()
      frames = slotElements(slot).map((target) => ({
        target,
        frame: element('div', { class: 'outline', 'aria-hidden': 'true' }, element('span', {}, slot)),
      }))
      root.append(...frames.map(({ frame }) => frame))
      follow()
    },
    hide,
  }
}
