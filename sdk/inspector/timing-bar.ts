import { element } from './element.ts'

/** A longer round trip fills the bar. */
const FULL_MS = 150

/** A round trip as a bar, with the edge's own share of it. */
export function timingBar(roundTripMs: number, computeMs: number | null): HTMLElement {
  const whole = element('span', { class: 'bar', 'aria-hidden': 'true' })
  const trip = element('i', { class: 'bar__trip' })
  const edge = element('i', { class: 'bar__edge' })
  // Through the object model: a strict `style-src` refuses style attributes
  trip.style.inlineSize = share(roundTripMs)
  edge.style.inlineSize = share(computeMs ?? 0)
  whole.append(trip, edge)
  return whole
}

function share(ms: number): string {
  return `${Math.min(100, (ms / FULL_MS) * 100)}%`
}
