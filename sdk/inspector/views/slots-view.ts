import type { Decision } from '../../../shared/experience/decision.ts'
import type { VisitorState } from '../../../shared/event/visitor-state.ts'
import { describeContent } from '../describe-content.ts'
import { describeReason } from '../describe-reason.ts'
import { element } from '../element.ts'
import type { Outline } from '../outline.ts'
import { pointAt } from '../point-at.ts'
import { reasonBadge } from '../reason-badge.ts'
import { slotElements } from '../slot-elements.ts'
import { createRows } from './rows.ts'

/** What every slot shows, why, and what was considered on the way. */
export interface SlotsView {
  readonly node: HTMLElement
  update(state: VisitorState): void
}

export function createSlotsView(outline: Outline): SlotsView {
  const rows = createRows('No slot is known yet.', (slot) => {
    const row = element('details', { class: 'row' })
    pointAt(row, slot, outline)
    return row
  })

  return {
    node: rows.node,
    update: ({ decisions, debug }) => {
      rows.update(
        Object.entries(decisions).map(([slot, decision]) => ({
          id: slot,
          summary: [
            element('code', { class: 'slot-name' }, slot),
            element('b', {}, describeContent(decision)),
            reasonBadge(decision.reason),
          ],
          body: details(slot, decision, debug?.considered[slot]),
        })),
      )
    },
  }
}

function details(
  slot: string,
  decision: Decision,
  considered: readonly string[] | undefined,
): readonly Node[] {
  const { experience, variant, fields, reason, release } = decision
  const places = slotElements(slot).length
  return [
    element('p', {}, describeReason(reason)),
    considered && considered.length > 0
      ? element(
          'ol',
          { class: 'considered' },
          ...considered.map((sentence) => element('li', {}, consideration(sentence))),
        )
      : element('p', { class: 'note' }, considered ? 'No experience is made for this slot.' : CLOSED),
    element(
      'dl',
      {},
      ...pair('experience', experience ?? 'none'),
      ...pair('variant', variant ?? 'none: the page’s own'),
      ...pair(
        'on this page',
        places > 0 ? `${places} element${places > 1 ? 's' : ''}` : 'no element; code may read it',
      ),
      ...pair('release', release),
    ),
    element('pre', { tabindex: 0 }, JSON.stringify(fields, null, 2)),
  ]
}

const CLOSED = 'The edge gives its reasons in local mode only.'

/** The edge's sentences begin with the experience's id and a colon. */
function consideration(sentence: string): HTMLElement {
  const [id = '', ...rest] = sentence.split(': ')
  return element('span', {}, element('code', {}, id), ' ', rest.join(': '))
}

function pair(term: string, value: string | number): readonly HTMLElement[] {
  return [element('dt', {}, term), element('dd', {}, value)]
}
