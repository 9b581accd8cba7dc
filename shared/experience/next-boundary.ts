import type { Content } from './content.ts'

/** The next instant after `now`, epoch ms, at which any experience's schedule begins or ends; null: none does. */
export function nextBoundary({ slots }: Content, now: number): number | null {
  let next = Infinity
  for (const { experiences } of slots.values()) {
    for (const { from, to } of experiences) {
      if (from > now) next = Math.min(next, from)
      if (to > now) next = Math.min(next, to)
    }
  }
  return next === Infinity ? null : next
}
