import type { Window } from '../../window/window.ts'

/** Does nothing ever leave the window? */
export function keepsAll(window: Window): boolean {
  return window === 'ever' || (typeof window === 'object' && 'from' in window)
}
