import { edgewise } from './edgewise.ts'

const SLOTS = ['hero', 'announcement'] as const
const TIMING = { duration: 420, easing: 'cubic-bezier(.2, .7, .2, 1)', fill: 'backwards' } as const

/**
 * Content that changes while somebody is on the page arrives gently; content that is there from the start does not
 * move. Only opacity and transform: neither is a layout shift.
 */
export function startSlotEntrance(): void {
  for (const slot of SLOTS) {
    edgewise('on', `slot:${slot}`, () => {
      if (!navigator.userActivation.hasBeenActive) return
      if (matchMedia('(prefers-reduced-motion: reduce)').matches) return
      const element = document.querySelector(`[data-ew-slot="${slot}"] > *`)
      element?.animate(
        [
          { opacity: 0.2, transform: 'scale(1.015)' },
          { opacity: 1, transform: 'none' },
        ],
        TIMING,
      )
    })
  }
}
