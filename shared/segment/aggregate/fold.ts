import type { Json } from '../../json.ts'
import { canonicalJson } from '../../canonical-json.ts'
import { contentHash } from '../content-hash.ts'
import type { Op } from '../op.ts'
import { addExactly, exactSum } from './exact-sum.ts'
import { numberTest } from './number-test.ts'

/** An aggregate that only grows, in whatever order; its state is plain JSON. */
export interface Fold<S extends object> {
  create(): S
  add(state: S, value: Json): void
  holds(state: S): boolean
  value(state: S): Json
}

interface SumState {
  count: number
  readonly parts: number[]
}

/** The sum of the numbers; of none it is 0. */
export function foldSum(op: Op): Fold<SumState> {
  const fits = numberTest(op)
  return {
    create: () => ({ count: 0, parts: [] }),
    add: addNumber,
    holds: ({ parts }) => fits(exactSum(parts)),
    value: ({ parts }) => exactSum(parts),
  }
}

/** The average of the numbers; of none there is none, and nothing holds. */
export function foldAverage(op: Op): Fold<SumState> {
  const fits = numberTest(op)
  return {
    create: () => ({ count: 0, parts: [] }),
    add: addNumber,
    holds: ({ count, parts }) => count > 0 && fits(exactSum(parts) / count),
    value: ({ count, parts }) => (count > 0 ? exactSum(parts) / count : null),
  }
}

function addNumber(state: SumState, value: Json) {
  if (typeof value !== 'number' || !Number.isFinite(value)) return
  state.count++
  addExactly(state.parts, value)
}

/** The smallest or the largest of the numbers; of none there is none, and nothing holds. */
export function foldExtreme(which: 'min' | 'max', op: Op): Fold<number[]> {
  const fits = numberTest(op)
  const better = which === 'min' ? Math.min : Math.max
  return {
    create: () => [],
    add(state, value) {
      if (typeof value === 'number' && Number.isFinite(value)) state[0] = better(state[0] ?? value, value)
    },
    holds: ([extreme]) => extreme !== undefined && fits(extreme),
    value: ([extreme]) => extreme ?? null,
  }
}

/** How many different values. Keeps no more of them than the comparison can tell apart. */
export function foldDistinct(op: Op): Fold<string[]> {
  const fits = numberTest(op)
  const kept = distinguishableCount(op)
  return {
    create: () => [],
    add(state, value) {
      if (value === null || state.length >= kept) return
      const mark = distinctMark(value)
      if (!state.includes(mark)) state.push(mark)
    },
    holds: (state) => fits(state.length),
    value: (state) => state.length,
  }
}

/** A short text that is the same for equal values. */
export function distinctMark(value: Json): string {
  const text = canonicalJson(value)
  return text.length > 16 ? contentHash(text) : text
}

/** The smallest whole number from which on a comparison of counts gives one and the same answer. */
export function distinguishableCount(op: Op): number {
  if ('gte' in op) return Math.max(0, Math.ceil(op.gte))
  if ('lt' in op) return Math.max(0, Math.ceil(op.lt))
  const bound =
    'gt' in op ? op.gt : 'lte' in op ? op.lte : 'eq' in op ? op.eq : 'ne' in op ? op.ne : op.between[1]
  return Math.max(0, Math.floor(bound) + 1)
}
