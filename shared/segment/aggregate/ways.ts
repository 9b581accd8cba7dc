import type { AggregateKind } from './aggregate.ts'
import { averageOf, countOf, distinctCountOf, distinctListOf, extremeOf, sumOf } from './aggregates.ts'
import {
  type Fold,
  foldAverage,
  foldCount,
  foldDistinctCount,
  foldDistinctList,
  foldExtreme,
  foldSum,
} from './fold.ts'
import { foldMostFrequent, foldPick, mostFrequentOf, pickOf } from './picks.ts'

/** A way to make one value of many: of those in a window that moves on, and of all there ever were. */
export interface Way {
  readonly moving: AggregateKind
  readonly growing: Fold<object>
  /** Does the result depend on the order of the events? */
  readonly ordered: boolean
}

type Name = 'count' | 'sum' | 'avg' | 'min' | 'max' | 'first' | 'last' | 'mostFrequent'

export const WAYS: Readonly<Record<Name, Way>> = {
  count: { moving: countOf(), growing: foldCount(), ordered: false },
  sum: { moving: sumOf(), growing: foldSum(), ordered: false },
  avg: { moving: averageOf(), growing: foldAverage(), ordered: false },
  min: { moving: extremeOf('min'), growing: foldExtreme('min'), ordered: false },
  max: { moving: extremeOf('max'), growing: foldExtreme('max'), ordered: false },
  first: { moving: pickOf('first'), growing: foldPick('first'), ordered: true },
  last: { moving: pickOf('last'), growing: foldPick('last'), ordered: true },
  mostFrequent: { moving: mostFrequentOf(), growing: foldMostFrequent(), ordered: true },
}

/** How many different values there are, counted no further than `most`. */
export function distinctCount(most: number): Way {
  return { moving: distinctCountOf(most), growing: foldDistinctCount(most), ordered: false }
}

/** The `most` newest of the different values, the newest first. */
export function distinctList(most: number): Way {
  return { moving: distinctListOf(most), growing: foldDistinctList(most), ordered: true }
}
