import type { ConditionExplanation, TruthName } from '../../shared/segment/explanation.ts'
import { countdown } from './countdown.ts'
import { describeWarming } from './describe-warming.ts'
import { element } from './element.ts'
import { formatInstant } from './format-instant.ts'

const marks: Readonly<Record<TruthName, string>> = { true: '✓', false: '✕', unknown: '?' }

/**
 * A rule, condition by condition: whether each holds, what was seen, since when, and when it would change. What joins
 * the outermost conditions is the rule's own sentence, and not repeated.
 */
export function conditionTree(condition: ConditionExplanation): HTMLElement {
  return element('ul', { class: 'tree' }, ...(condition.children ?? [condition]).map(branch))
}

function branch({
  truth,
  sentence,
  seen,
  since,
  changesAt,
  warmingUntil,
  children,
}: ConditionExplanation): HTMLElement {
  return element(
    'li',
    { class: `branch branch--${truth}` },
    element('span', { class: 'mark', role: 'img', 'aria-label': truth }, marks[truth]),
    element(
      'div',
      {},
      element('p', { class: 'sentence' }, sentence),
      element(
        'p',
        { class: 'facts' },
        seen !== undefined && element('span', {}, 'seen ', element('code', {}, JSON.stringify(seen))),
        since !== null && element('span', {}, `${truth} since ${formatInstant(since)}`),
        changesAt !== null && element('span', {}, 'changes ', countdown(changesAt)),
        warmingUntil !== undefined && element('span', {}, describeWarming(warmingUntil)),
      ),
      children && element('ul', {}, ...children.map(branch)),
    ),
  )
}
