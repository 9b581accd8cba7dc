import type { Reason } from '../../shared/experience/decision.ts'
import { describeReason } from './describe-reason.ts'
import { element } from './element.ts'

export function reasonBadge(reason: Reason): HTMLElement {
  return element(
    'span',
    { class: `badge badge--${reason.toLowerCase()}`, title: describeReason(reason) },
    reason,
  )
}
