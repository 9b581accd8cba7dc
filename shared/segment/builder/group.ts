import type { Condition } from '../condition.ts'

/** How a group joins its conditions. */
export type GroupType = 'all' | 'any' | 'none' | 'atLeast'

/** A condition that is made of others, as the builder shows it. */
export interface Group {
  readonly type: GroupType
  /** Of `atLeast`: how many. */
  readonly atLeast?: number
  /** Its conditions, and where each stands, from the group on. */
  readonly children: readonly { readonly condition: Condition; readonly at: string }[]
}

/** A condition as a group; null: it is none. `not` is a group of which none may hold, of one condition or of `any`. */
export function groupOf(condition: Condition): Group | null {
  if ('all' in condition) return { type: 'all', children: list(condition.all, '/all') }
  if ('any' in condition) return { type: 'any', children: list(condition.any, '/any') }
  if ('atLeast' in condition)
    return { type: 'atLeast', atLeast: condition.atLeast, children: list(condition.of, '/of') }
  if (!('not' in condition)) return null
  const { not } = condition
  const children = 'any' in not ? list(not.any, '/not/any') : [{ condition: not, at: '/not' }]
  return { type: 'none', children }
}

/** The group of a type that has these conditions. */
export function groupOfType(type: GroupType, children: readonly Condition[], atLeast = 1): Condition {
  switch (type) {
    case 'all':
      return { all: children }
    case 'any':
      return { any: children }
    case 'atLeast':
      return { atLeast: Math.max(1, Math.min(atLeast, children.length)), of: children }
    case 'none': {
      const [only] = children
      return { not: children.length === 1 && only && !('any' in only) ? only : { any: children } }
    }
  }
}

function list(conditions: readonly Condition[], at: string): Group['children'] {
  return conditions.map((condition, index) => ({ condition, at: `${at}/${index}` }))
}
