import type { Json, JsonObject } from '../../json.ts'
import type { AbsenceCondition, Condition, EventCondition, SegmentCondition } from '../condition.ts'
import { parseDuration } from '../duration.ts'
import { createAbsenceLeaf } from '../leaf/absence-leaf.ts'
import { createCountLeaf } from '../leaf/count-leaf.ts'
import type { Leaf } from '../leaf/leaf.ts'
import { createTotalLeaf } from '../leaf/total-leaf.ts'
import type { Match } from '../match.ts'
import { isObject } from '../where/is-object.ts'
import type { Where } from '../where/where.ts'
import { countRange } from './count-range.ts'
import { compileEventPath, eventNames } from './event-match.ts'

/** Where the nodes of a plan are made. Each answers the node's number; equal requests get equal numbers. */
export interface Lowering {
  gate(need: number, children: readonly number[]): number
  not(child: number): number
  /** A leaf that keeps history. `content` says all that it depends on. */
  history(content: JsonObject, create: () => Leaf): number
  profile(path: string, condition: Json): number
  /** The rule of another segment. */
  segment(id: string): number
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

function lowerEvent({ event, where, window, op }: EventCondition, plan: Lowering): number {
  const range = countRange(op ?? { gte: 1 })
  if ('always' in range) return plan.gate(range.always ? 0 : 1, [])
  const { min, max, negated } = range
  const match: Match = { event, where }
  const windowMs = lengthOf(window)
  const content = {
    kind: 'count',
    ...canonicalMatch(match),
    windowMs: finite(windowMs),
    min,
    max: finite(max),
  }
  const node = plan.history(content, () =>
    windowMs === Infinity ? createTotalLeaf(match, min, max) : createCountLeaf(match, windowMs, min, max),
  )
  return negated ? plan.not(node) : node
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

function lowerSegment({ id, is }: SegmentCondition, plan: Lowering): number {
  const rule = plan.segment(id)
  return is === 'in' ? rule : plan.not(rule)
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
