/** What becomes of a message, in the words and the order in which it is told. */
export const OUTCOMES = [
  { id: 'accepted', label: 'Accepted', colour: 1 },
  { id: 'duplicate', label: 'Repeated', colour: 2 },
  { id: 'quarantined', label: 'Set aside', colour: 3 },
  { id: 'refused', label: 'Refused', colour: 4 },
] as const

export type Outcome = (typeof OUTCOMES)[number]['id']
