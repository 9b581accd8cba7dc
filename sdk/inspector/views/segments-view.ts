import type { ConditionExplanation, SegmentExplanation } from '../../../shared/segment/explanation.ts'
import type { VisitorState } from '../../../shared/event/visitor-state.ts'
import { conditionTree } from '../condition-tree.ts'
import { countdown } from '../countdown.ts'
import { element } from '../element.ts'
import { formatInstant } from '../format-instant.ts'
import { createRows, type Row } from './rows.ts'

/** Every segment: in or out, the rule as it stands, and when time alone would change it. */
export interface SegmentsView {
  readonly node: HTMLElement
  update(state: VisitorState): void
}

export function createSegmentsView(): SegmentsView {
  const rows = createRows('The visitor is in no segment that this page may know.', () =>
    element('details', { class: 'row' }),
  )
  return {
    node: rows.node,
    update: ({ segments, debug }) => {
      rows.update(debug ? debug.segments.map(explained) : segments.map(named))
    },
  }
}

function explained(explanation: SegmentExplanation): Row {
  const { segment, name, member, sentence, since, changesAt, when } = explanation
  return {
    id: segment,
    summary: [
      membership(member),
      element('b', {}, name),
      ...(changesAt === null
        ? []
        : [element('span', { class: 'flips' }, member ? 'leaves ' : 'may enter ', countdown(changesAt))]),
      ...(isWarming(when) ? [element('span', { class: 'flips' }, 'warming up')] : []),
    ],
    body: [
      ...(when.children ? [element('p', {}, sentence)] : []),
      element('p', { class: 'note' }, describeSince(member, since)),
      conditionTree(when),
    ],
  }
}

/** Whether a rule is undecided because it looks back to what is forgotten; its conditions say until when. */
function isWarming({ truth, warmingUntil, children = [] }: ConditionExplanation): boolean {
  return truth === 'unknown' && (warmingUntil !== undefined || children.some(isWarming))
}

/** All that is known of a segment where the edge keeps its reasons to itself. */
function named(id: string): Row {
  return {
    id,
    summary: [membership(true), element('b', {}, id)],
    body: [element('p', { class: 'note' }, 'The edge explains segments in local mode only.')],
  }
}

function membership(isMember: boolean): HTMLElement {
  return element(
    'span',
    { class: `membership membership--${isMember ? 'in' : 'out'}` },
    isMember ? 'in' : 'out',
  )
}

function describeSince(isMember: boolean, since: string | null): string {
  const state = isMember ? 'In' : 'Out'
  return since === null ? `${state} since the visitor is known.` : `${state} since ${formatInstant(since)}.`
}
