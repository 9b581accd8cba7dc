import type { Json } from '../../../json.ts'
import { isObject } from '../../where/is-object.ts'
import type { Where } from '../../where/where.ts'
import type { Lowering } from '../lowering.ts'

/** Logic becomes gates and each path a leaf of its own: paths are shared, and a change touches only what reads it. */
export function lowerWhere(where: Where, plan: Lowering): number {
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
