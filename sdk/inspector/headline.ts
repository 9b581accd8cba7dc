import type { EdgewiseStatus } from '../edgewise.ts'
import { countdown } from './countdown.ts'
import { element } from './element.ts'
import { formatMs } from './format-ms.ts'

/** What the line under the title says. */
export interface HeadlineFacts {
  readonly status: EdgewiseStatus
  /** The last round trip; undefined before the first. */
  readonly roundTripMs: number | undefined
  /** The edge's share of it. */
  readonly computeMs: number | undefined
  readonly nextFlipAt: string | null | undefined
}

/** The figures that one looks at first: how long it took, how much of that was the edge, and whether the line is open. */
export interface Headline {
  readonly node: HTMLElement
  update(facts: HeadlineFacts): void
}

export function createHeadline(): Headline {
  const trip = figure('round trip')
  const edge = figure('at the edge')
  const line = figure('connection')
  const flip = figure('next change by time')
  let countedTo: string | null | undefined

  return {
    node: element('dl', { class: 'headline' }, trip.node, edge.node, line.node, flip.node),
    update: ({ status, roundTripMs, computeMs, nextFlipAt }) => {
      trip.value.textContent = roundTripMs === undefined ? '–' : formatMs(roundTripMs)
      edge.value.textContent = computeMs === undefined ? '–' : formatMs(computeMs)
      line.value.textContent = status.live ? 'live' : 'closed'
      line.node.classList.toggle('is-live', status.live)
      if (nextFlipAt === countedTo && flip.value.hasChildNodes()) return
      countedTo = nextFlipAt
      flip.value.replaceChildren(nextFlipAt ? countdown(nextFlipAt) : '–')
    },
  }
}

function figure(name: string): { readonly node: HTMLElement; readonly value: HTMLElement } {
  const value = element('dd')
  return { node: element('div', {}, element('dt', {}, name), value), value }
}
