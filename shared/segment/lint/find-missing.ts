import type { Json } from '../../json.ts'
import { toPointer } from '../../problem/index.ts'
import type { ComputedTrait } from '../computed-trait.ts'
import type { Condition } from '../condition.ts'
import type { Match } from '../match.ts'
import type { Path } from '../validate/path.ts'
import { compileCondition } from '../where/compile-where.ts'
import { isObject } from '../where/is-object.ts'
import { isOperators } from '../where/is-operators.ts'
import type { Where } from '../where/where.ts'
import type { Lint } from './lint.ts'
import type { PlacedCondition } from './placed-condition.ts'

const COMPARISONS = ['$lt', '$lte', '$gt', '$gte', '$vlt', '$vlte', '$vgt', '$vgte']
/** Paths of an event that always lead to something. */
const ALWAYS_THERE = ['type', 'name', 'timestamp', 'channel']
/** With more questions than these in one `where`, all their answers are too many to try. */
const MOST_ENTRIES = 12

/**
 * Comparisons that hold of a value that is not there, which counts as 0: `{ "traits.age": { "$lt": 25 } }` fits whoever
 * told no age. Only where that decides: who asks beside it whether the value is there, in either way, has thought of it.
 */
export function findMissing(
  conditions: readonly PlacedCondition[],
  computedTraits: readonly ComputedTrait[],
): Lint[] {
  const given = computedTraits.flatMap(({ id, agg = 'count' }) =>
    agg === 'count' || 'sum' in agg || 'distinct' in agg ? [`computed.${id}`] : [],
  )
  return conditions.flatMap((placed) => wheresOf(placed, given)).flatMap(findInWhere)
}

interface PlacedWhere {
  readonly where: Where
  readonly path: Path
  /** Does the rule ask that it does not hold? */
  readonly isNegated: boolean
  /** Paths of which a value is known to be there. */
  readonly given: readonly (string | undefined)[]
}

/** @param known Paths of a profile that always lead to something. */
function wheresOf({ condition, path }: PlacedCondition, known: readonly string[]): PlacedWhere[] {
  if ('kind' in condition && condition.kind === 'profile') {
    const isNegated = path.filter((key) => key === 'not').length % 2 === 1
    return [{ where: condition.where, path: [...path, 'where'], isNegated, given: known }]
  }
  return matchesOf(condition).flatMap(({ where, at, given = [] }) =>
    where ? [{ where, path: [...path, ...at], isNegated: false, given: [...ALWAYS_THERE, ...given] }] : [],
  )
}

interface PlacedMatch {
  readonly where: Match['where']
  readonly at: Path
  readonly given?: PlacedWhere['given']
}

function matchesOf(condition: Condition): PlacedMatch[] {
  if (!('kind' in condition)) return []
  switch (condition.kind) {
    case 'event': {
      const { where, agg = 'count' } = condition
      // What is made of values passes over events without one.
      return [{ where, at: ['where'], given: agg === 'count' ? [] : Object.values(agg) }]
    }
    case 'pick': {
      const given = [condition.of]
      return [
        { where: condition.where, at: ['where'], given },
        { where: condition.has, at: ['has'], given },
      ]
    }
    case 'absence': {
      const given = [condition.key]
      return (['after', 'none', 'clearedBy'] as const).map((member) => ({
        where: condition[member]?.where,
        at: [member, 'where'],
        given,
      }))
    }
    case 'sequence': {
      const given = [condition.key]
      return condition.steps.flatMap(({ where, noneBetween }, index) => [
        { where, at: ['steps', index, 'where'], given },
        { where: noneBetween?.where, at: ['steps', index, 'noneBetween', 'where'], given },
      ])
    }
    case 'asOf':
      return [{ where: condition.anchor.where, at: ['anchor', 'where'] }]
    case 'profile':
    case 'score':
    case 'bucket':
    case 'segment':
      return []
  }
}

/** A path and what is asked of its value. */
interface Entry {
  readonly path: string
  readonly condition: Json
  readonly pointer: string
}

function findInWhere({ where, path, isNegated, given }: PlacedWhere): Lint[] {
  const entries = entriesOf(where, path)
  if (entries.length > MOST_ENTRIES) return []
  return entries
    .filter((entry) => hasComparison(entry.condition) && !given.includes(entry.path))
    .filter((entry) =>
      decidesWhenMissing(entry, entries, (answers) => holds(where, path, answers) !== isNegated),
    )
    .map(({ path: missing, pointer }) => ({
      lint: 'missingFits',
      pointer,
      found: `a comparison that lets in whoever has no ${missing}: what is missing counts as 0`,
      expected: `{ ${JSON.stringify(missing)}: { "$exists": true } } as well`,
    }))
}

/** Is there a visitor without the value who is let in because of what this entry says of nothing? */
function decidesWhenMissing(
  entry: Entry,
  entries: readonly Entry[],
  isIn: (answers: ReadonlyMap<string, boolean>) => boolean,
): boolean {
  const answers = new Map<string, boolean>()
  const others = entries.filter(({ path }) => path !== entry.path)
  for (const { path, pointer, condition } of entries) {
    if (path === entry.path) answers.set(pointer, compileCondition(condition).holds(null, 0))
  }
  const ofNothing = answers.get(entry.pointer) ?? false
  for (let combination = 0; combination < 2 ** others.length; combination++) {
    for (const [bit, { pointer }] of others.entries()) answers.set(pointer, (combination & (1 << bit)) !== 0)
    const isInWithout = isIn(answers.set(entry.pointer, ofNothing))
    if (isInWithout && !isIn(answers.set(entry.pointer, !ofNothing))) return true
  }
  return false
}

function entriesOf(where: Where, path: Path): Entry[] {
  return Object.entries(where).flatMap(([key, condition = null]) => {
    const place = [...path, key]
    return key.startsWith('$')
      ? partsOf(condition, place).flatMap((part) => entriesOf(part.where, part.path))
      : [{ path: key, condition, pointer: toPointer(place) }]
  })
}

/** Whether a condition holds, given the answers of its entries. */
function holds(where: Where, path: Path, answers: ReadonlyMap<string, boolean>): boolean {
  return Object.entries(where).every(([key, condition = null]) => {
    const place = [...path, key]
    if (!key.startsWith('$')) return answers.get(toPointer(place)) ?? false
    const parts = partsOf(condition, place).map((part) => holds(part.where, part.path, answers))
    if (key === '$and') return parts.every(Boolean)
    const some = parts.length === 0 || parts.some(Boolean)
    return key === '$or' ? some : !some
  })
}

/** The conditions inside `$and`, `$or`, `$nor` and `$not`. */
function partsOf(condition: Json, path: Path): { readonly where: Where; readonly path: Path }[] {
  if (isObject(condition)) return [{ where: condition, path }]
  if (!Array.isArray(condition)) return []
  return condition.flatMap((item: Json, index) =>
    isObject(item) ? [{ where: item, path: [...path, index] }] : [],
  )
}

function hasComparison(condition: Json): boolean {
  if (!isOperators(condition)) return false
  return Object.entries(condition).some(
    ([operator, operand = null]) =>
      COMPARISONS.includes(operator) || (operator === '$not' && hasComparison(operand)),
  )
}
