import type { ProfileEvent } from '../../event/profile-event.ts'
import type { Json, JsonObject } from '../../json.ts'
import type {
  AbsenceCondition,
  AsOfCondition,
  Aggregation,
  Condition,
  EventCondition,
  PickCondition,
  SegmentCondition,
  SequenceCondition,
} from '../condition.ts'
import type { AggregateKind } from '../aggregate/aggregate.ts'
import { averageOf, countOf, distinctOf, extremeOf, sumOf } from '../aggregate/aggregates.ts'
import { foldMostFrequent, foldPick, mostFrequentOf, pickOf } from '../aggregate/picks.ts'
import { type Fold, foldAverage, foldDistinct, foldExtreme, foldSum } from '../aggregate/fold.ts'
import { parseDuration } from '../duration.ts'
import { createAccumulatedLeaf } from '../leaf/accumulated-leaf.ts'
import { createAbsenceLeaf } from '../leaf/absence-leaf.ts'
import { createCountLeaf } from '../leaf/count-leaf.ts'
import type { Leaf, LeafState } from '../leaf/leaf.ts'
import { createLatchLeaf } from '../leaf/latch-leaf.ts'
import { createScoreLeaf } from '../leaf/score-leaf.ts'
import { createSequenceLeaf } from '../leaf/sequence-leaf.ts'
import { createTotalLeaf } from '../leaf/total-leaf.ts'
import { createWindowedLeaf } from '../leaf/windowed-leaf.ts'
import type { Match } from '../match.ts'
import type { Op } from '../op.ts'
import { toInstant } from '../where/instant.ts'
import { compileWhere } from '../where/compile-where.ts'
import { isObject } from '../where/is-object.ts'
import type { Where } from '../where/where.ts'
import { windowSpan } from '../window/window-span.ts'
import type { Window } from '../window/window.ts'
import { countRange } from './count-range.ts'
import { compileEventPath, compileEventWhere, eventNames } from './event-match.ts'

/** Where the nodes of a plan are made. Each answers the node's number; equal requests get equal numbers. */
export interface Lowering {
  gate(need: number, children: readonly number[]): number
  not(child: number): number
  /** A leaf that keeps history. `content` says all that it depends on. */
  history(content: JsonObject, create: () => Leaf): number
  /** Lets a leaf take in an event only if a node holds just before it. */
  guard(leaf: number, node: number): number
  profile(path: string, condition: Json): number
  bucket(seed: string, range: readonly [number, number]): number
  /** The zone of calendar windows. */
  readonly timezone: string
  /** The rule of another segment. */
  segment(id: string): number
  /** The remembered membership of another segment; null: it follows from its rule. */
  tenure(id: string, is: 'in' | 'out', forMs: number, withinMs: number): number | null
  remember(condition: Condition, node: number): void
}

/** Turns a condition into nodes, in canonical form, so that equal meaning shares nodes where it can be seen. */
export function lowerCondition(condition: Condition, plan: Lowering): number {
  const node = lower(condition, plan)
  plan.remember(condition, node)
  return node
}

function lower(condition: Condition, plan: Lowering): number {
  if ('all' in condition) return lowerGate(condition.all.length, condition.all, plan)
  if ('any' in condition) return lowerGate(1, condition.any, plan)
  if ('atLeast' in condition) return lowerGate(condition.atLeast, condition.of, plan)
  if ('not' in condition) return plan.not(lowerCondition(condition.not, plan))
  switch (condition.kind) {
    case 'event':
      return lowerEvent(condition, plan)
    case 'absence':
      return lowerAbsence(condition, plan)
    case 'pick':
      return lowerPick(condition, plan)
    case 'sequence':
      return lowerSequence(condition, plan)
    case 'asOf':
      return lowerAsOf(condition, plan)
    case 'score': {
      const { model, output, op, maxAge } = condition
      const maxAgeMs = maxAge === undefined ? Infinity : lengthOf(maxAge)
      const content = { kind: 'score', model, output, op, maxAgeMs: finite(maxAgeMs) }
      return plan.history(content, () => createScoreLeaf(model, output, op, maxAgeMs))
    }
    case 'bucket':
      return plan.bucket(condition.seed, condition.range)
    case 'profile':
      return lowerWhere(condition.where, plan)
    case 'segment':
      return lowerSegment(condition, plan)
  }
}

function lowerGate(need: number, conditions: readonly Condition[], plan: Lowering): number {
  return plan.gate(
    need,
    conditions.map((condition) => lowerCondition(condition, plan)),
  )
}

function lowerEvent(condition: EventCondition, plan: Lowering): number {
  const { event, where, window, agg = 'count', op = { gte: 1 } } = condition
  const match: Match = { event, where }
  return agg === 'count' ? lowerCount(match, window, op, plan) : lowerAggregate(match, window, agg, op, plan)
}

function lowerCount(match: Match, window: Window, op: Op, plan: Lowering): number {
  const range = countRange(op)
  if ('always' in range) return plan.gate(range.always ? 0 : 1, [])
  const { min, max, negated } = range
  const content = {
    kind: 'count',
    ...canonicalMatch(match),
    window: canonicalWindow(window, plan),
    min,
    max: finite(max),
  }
  const node = plan.history(content, () => {
    if (window === 'ever') return createTotalLeaf(match, min, max)
    const span = windowSpan(window, plan.timezone)
    if (typeof window === 'string') return createCountLeaf(match, span.reachMs, min, max)
    return createWindowedLeaf(match, span, countOf({ between: [min, max] }), () => null, false)
  })
  return negated ? plan.not(node) : node
}

function lowerAggregate(
  match: Match,
  window: Window,
  agg: Exclude<Aggregation, 'count'>,
  op: Op,
  plan: Lowering,
): number {
  const content = {
    kind: 'aggregate',
    ...canonicalMatch(match),
    window: canonicalWindow(window, plan),
    agg,
    op,
  }
  return plan.history(content, () => {
    const span = windowSpan(window, plan.timezone)
    const read = compileEventPath(Object.values(agg).join())
    const stays = keepsAll(window)
    const accumulated = <S extends LeafState>(fold: Fold<S>) =>
      createAccumulatedLeaf(match, span, fold, read, false)
    const windowed = (kind: AggregateKind) => createWindowedLeaf(match, span, kind, read, false)
    if ('sum' in agg) return stays ? accumulated(foldSum(op)) : windowed(sumOf(op))
    if ('avg' in agg) return stays ? accumulated(foldAverage(op)) : windowed(averageOf(op))
    if ('distinct' in agg) return stays ? accumulated(foldDistinct(op)) : windowed(distinctOf(op))
    const which = 'min' in agg ? 'min' : 'max'
    return stays ? accumulated(foldExtreme(which, op)) : windowed(extremeOf(which, op))
  })
}

/** Does nothing ever leave the window? */
function keepsAll(window: Window): boolean {
  return window === 'ever' || (typeof window === 'object' && 'from' in window)
}

function lowerPick({ pick, event, where, of, has, window }: PickCondition, plan: Lowering): number {
  const match: Match = { event, where }
  const content = {
    kind: 'pick',
    pick,
    ...canonicalMatch(match),
    of,
    has,
    window: canonicalWindow(window, plan),
  }
  return plan.history(content, () => {
    const span = windowSpan(window, plan.timezone)
    const readOf = of === undefined ? undefined : compileEventPath(of)
    if (pick === 'mostFrequent') {
      // What is picked is a value: it stands at its own path, and nothing else is known of it.
      const test = compileWhere(has, { path: (path) => (value) => (path === of ? value : null) })
      const fits = (value: Json) => test.holds(value, 0)
      const read = readOf ?? (() => null)
      return keepsAll(window)
        ? createAccumulatedLeaf(match, span, foldMostFrequent(fits), read, true)
        : createWindowedLeaf(match, span, mostFrequentOf(fits), read, true)
    }
    const fits = compileEventWhere(has)
    const read = (event: ProfileEvent) => (readOf?.(event) === null ? null : fits(event))
    return keepsAll(window)
      ? createAccumulatedLeaf(match, span, foldPick(pick), read, true)
      : createWindowedLeaf(match, span, pickOf(pick), read, true)
  })
}

function lowerSequence({ steps, total, completedIn, key }: SequenceCondition, plan: Lowering): number {
  const totalMs = total === undefined ? Infinity : lengthOf(total)
  const planned = steps.map(({ event, where, times = 1, within, noneBetween, immediately = false }) => ({
    match: { event, where },
    times,
    withinMs: within === undefined ? Infinity : lengthOf(within),
    noneBetween,
    immediately,
  }))
  const content = {
    kind: 'sequence',
    steps: planned.map(({ match, times, withinMs, noneBetween, immediately }) => ({
      match: canonicalMatch(match),
      times,
      withinMs: finite(withinMs),
      noneBetween: noneBetween && canonicalMatch(noneBetween),
      immediately,
    })),
    totalMs: finite(totalMs),
    window: canonicalWindow(completedIn, plan),
    key,
  }
  return plan.history(content, () =>
    createSequenceLeaf({
      steps: planned,
      totalMs,
      span: windowSpan(completedIn, plan.timezone),
      key: key === undefined ? undefined : compileEventPath(key),
    }),
  )
}

function lowerAsOf({ anchor, holds, window }: AsOfCondition, plan: Lowering): number {
  const content = {
    kind: 'asOf',
    ...canonicalMatch(anchor),
    // A condition is JSON; its type only lacks the index signature that says so.
    holds: holds as unknown as Json,
    timezone: plan.timezone,
    window: canonicalWindow(window, plan),
  }
  const leaf = plan.history(content, () => createLatchLeaf(anchor, windowSpan(window, plan.timezone)))
  return plan.guard(leaf, lowerCondition(holds, plan))
}

function lowerAbsence(condition: AbsenceCondition, plan: Lowering): number {
  const { after, none, clearedBy, key, restart = true } = condition
  const withinMs = lengthOf(condition.within)
  const activeForMs = lengthOf(condition.activeFor)
  const content = {
    kind: 'absence',
    after: canonicalMatch(after),
    none: canonicalMatch(none),
    clearedBy: clearedBy && canonicalMatch(clearedBy),
    withinMs,
    activeForMs: finite(activeForMs),
    key,
    restart,
  }
  return plan.history(content, () =>
    createAbsenceLeaf({
      after,
      none,
      clearedBy,
      withinMs,
      activeForMs,
      restart,
      key: key === undefined ? undefined : compileEventPath(key),
    }),
  )
}

function lowerSegment(condition: SegmentCondition, plan: Lowering): number {
  const { id, is, for: stayed, enteredWithin } = condition
  const forMs = stayed === undefined ? 0 : lengthOf(stayed)
  const withinMs = enteredWithin === undefined ? Infinity : lengthOf(enteredWithin)
  const rule = plan.segment(id)
  return plan.tenure(id, is, forMs, withinMs) ?? (is === 'in' ? rule : plan.not(rule))
}

/** Logic becomes gates and each path a leaf of its own: paths are shared, and a change touches only what reads it. */
function lowerWhere(where: Where, plan: Lowering): number {
  const parts = Object.entries(where).map(([key, condition = null]) => {
    switch (key) {
      case '$and': {
        const children = lowerList(condition, plan)
        return plan.gate(children.length, children)
      }
      case '$or':
        return lowerAny(condition, plan)
      case '$nor':
        return plan.not(lowerAny(condition, plan))
      case '$not':
        return plan.not(lowerWhere(isObject(condition) ? condition : {}, plan))
      default:
        return plan.profile(key, condition)
    }
  })
  return plan.gate(parts.length, parts)
}

/** An empty `$or` holds, as in GrowthBook. */
function lowerAny(condition: Json, plan: Lowering): number {
  const children = lowerList(condition, plan)
  return plan.gate(Math.min(1, children.length), children)
}

function lowerList(condition: Json, plan: Lowering): number[] {
  return Array.isArray(condition)
    ? condition.map((item: Json) => lowerWhere(isObject(item) ? item : {}, plan))
    : []
}

function canonicalMatch(match: Match): JsonObject {
  return { event: eventNames(match), where: match.where }
}

/** A window by what it spans, so that `P1W` and `P7D` are one, and a zone matters only where days do. */
function canonicalWindow(window: Window, { timezone }: Lowering): Json {
  if (window === 'ever') return window
  if (typeof window === 'string') return lengthOf(window)
  if ('between' in window) return { between: window.between.map(lengthOf) }
  if ('from' in window)
    return { from: toInstant(window.from), to: window.to === undefined ? null : toInstant(window.to) }
  return { calendar: window.calendar, offset: window.offset ?? 0, timezone }
}

function lengthOf(window: string): number {
  if (window === 'ever') return Infinity
  const length = parseDuration(window)
  if (length === null) throw new Error(`${window} is no duration of fixed length`)
  return length
}

/** JSON has no infinity. */
function finite(value: number): number | null {
  return value === Infinity ? null : value
}
