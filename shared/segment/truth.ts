import type { TruthName } from './explanation.ts'

/** Kleene's values as numbers, ordered: `not` is `2 − value`. */
export type Truth = 0 | 1 | 2
export const FALSE = 0
export const UNKNOWN = 1
export const TRUE = 2

const NAMES = ['false', 'unknown', 'true'] as const satisfies readonly TruthName[]

export function truthName(truth: Truth): TruthName {
  return NAMES[truth]
}

export function negateTruth(truth: Truth): Truth {
  return truth === TRUE ? FALSE : truth === FALSE ? TRUE : UNKNOWN
}

/** At least `need` of some values hold, when so many are true and so many unknown. */
export function atLeastTruth(need: number, trueCount: number, unknownCount: number): Truth {
  if (trueCount >= need) return TRUE
  return trueCount + unknownCount >= need ? UNKNOWN : FALSE
}
