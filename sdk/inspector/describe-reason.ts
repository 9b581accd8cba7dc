import type { Reason } from '../../shared/experience/decision.ts'

const sentences: Readonly<Record<Reason, string>> = {
  TARGETING_MATCH: 'The visitor is in its audience.',
  SPLIT: 'An experiment: hashing the visitor chose this variant.',
  DEFAULT: 'Nothing was meant for this visitor here.',
  HOLDOUT: 'Held out, to measure against: the page’s own content stays.',
  STALE: 'Kept from the last answer, not confirmed yet.',
  DISABLED: 'The slot is not in the release.',
  ERROR: 'Deciding failed; the page’s own content stays.',
}

export function describeReason(reason: Reason): string {
  return sentences[reason]
}
