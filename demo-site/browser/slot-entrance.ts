import { edgewise } from './edgewise.ts'

const SLOTS = ['hero', 'announcement'] as const
const TIMING = { duration: 420, easing: 'cubic-bezier(.2, .7, .2, 1)', fill: 'backwards' } as const

/**
 * Content that changes while somebody is on the page arrives gently; content that is there from the start does not
 * move. Only opacity and transform: neither is a layout shift.
 */
export function startSlotEntrance(): void {
  for (const slot of SLOTS) {
    const content = (): Element | null => document.querySelector(`[data-ew-slot="${slot}"] > *`)
    let shown = content()
    edgewise('on', `slot:${slot}`, () => {
      const before = shown
      shown = content()
      if (shown === before || !navigator.userActivation.hasBeenActive) return
      if (matchMedia('(prefers-reduced-motion: reduce)').matches) return
      shown?.animate(
        [
          { opacity: 0.2, transform: 'scale(1.015)' },
          { opacity: 1, transform: 'none' },
        ],
        TIMING,
      )
    })
  }
}
