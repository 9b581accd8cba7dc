import { describeChoice, toPointer } from '../../problem/index.ts'
import { conditionsIn, type PlacedCondition } from '../lint/placed-condition.ts'
import type { Match } from '../match.ts'
import type { ComputedAggregation, ComputedTrait } from '../computed-trait.ts'
import type { Path } from '../validate/path.ts'
import type { Catalogue } from './catalogue.ts'
import { checkPath, checkWhere } from './check-where.ts'
import { eventNames, eventType } from './event-type.ts'
import type { Finding } from './finding.ts'
import { profileType } from './profile-type.ts'
import { describeType, type Type } from './type.ts'

/**
 * Holds what rules ask of events and visitors against what those have: the fields that every event and every visitor
 * has, and what the site's catalogue adds.
 */
export function checkConditions(
  roots: readonly PlacedCondition[],
  catalogue: Catalogue = {},
  computedTraits: readonly ComputedTrait[] = [],
): Finding[] {
  return roots.flatMap(conditionsIn).flatMap((placed) => checkCondition(placed, catalogue, computedTraits))
}

function checkCondition(
  { condition, path }: PlacedCondition,
  catalogue: Catalogue,
  computedTraits: readonly ComputedTrait[],
): Finding[] {
  if (!('kind' in condition)) return []
  const match = (asked: Match, ...at: Path) => checkMatch(asked, [...path, ...at], catalogue)
  const valueAt = (read: string | undefined, matches: readonly Match[], ...at: Path) =>
    read === undefined
      ? []
      : checkPath(
          read,
          matches.flatMap((asked) => typesOf(asked, catalogue)),
          [...path, ...at],
        )

  switch (condition.kind) {
    case 'event':
      return checkAggregate(condition, path, catalogue)
    case 'absence': {
      const { after, none, clearedBy, key } = condition
      return [
        ...match(after, 'after'),
        ...match(none, 'none'),
        ...(clearedBy ? match(clearedBy, 'clearedBy') : []),
        ...valueAt(key, [after, none], 'key'),
      ]
    }
    case 'pick':
      return [
        ...match(condition),
        ...valueAt(condition.of, [condition], 'of'),
        ...checkWhere(condition.has, typesOf(condition, catalogue), [...path, 'has']),
      ]
    case 'sequence':
      return [
        ...condition.steps.flatMap((step, index) => [
          ...match(step, 'steps', index),
          ...(step.noneBetween ? match(step.noneBetween, 'steps', index, 'noneBetween') : []),
        ]),
        ...valueAt(condition.key, condition.steps, 'key'),
      ]
    case 'asOf':
      return match(condition.anchor, 'anchor')
    case 'profile':
      return checkWhere(condition.where, [profileType(catalogue, computedTraits)], [...path, 'where'])
    case 'score':
    case 'bucket':
    case 'segment':
      return []
  }
}

const OF_NUMBERS = ['sum', 'avg', 'min', 'max']

/** The same for what is made of events: by an event condition, or a computed trait. */
export function checkAggregate(
  asked: Match & { readonly agg?: ComputedAggregation | undefined },
  path: Path,
  catalogue: Catalogue = {},
): Finding[] {
  const { agg = 'count' } = asked
  const match = checkMatch(asked, path, catalogue)
  if (agg === 'count') return match
  const [[name, read] = ['', '']] = Object.entries(agg)
  const place = [...path, 'agg', name]
  const check = OF_NUMBERS.includes(name) ? (type: Type) => checkNumber(type, name, place) : undefined
  return [...match, ...checkPath(read, typesOf(asked, catalogue), place, check)]
}

function checkMatch(match: Match, path: Path, catalogue: Catalogue): Finding[] {
  const place = (...at: Path) => toPointer([...path, 'event', ...at])
  const known = eventNames(catalogue)
  const names = typeof match.event === 'string' ? [match.event] : match.event
  const strangers = names.flatMap((name, index): Finding[] => {
    if (known === null || name === '*' || known.includes(name)) return []
    const pointer = typeof match.event === 'string' ? place() : place(index)
    const expected = describeChoice('an event of the catalogue', name, known)
    return [{ type: 'unknown', issue: { pointer, found: JSON.stringify(name), expected } }]
  })
  return [
    ...strangers,
    ...(match.where ? checkWhere(match.where, typesOf(match, catalogue), [...path, 'where']) : []),
  ]
}

/** What the events of a match may be. */
function typesOf({ event }: Match, catalogue: Catalogue): Type[] {
  return (typeof event === 'string' ? [event] : event).map((name) => eventType(name, catalogue))
}

function checkNumber(type: Type, name: string, place: Path): Finding[] {
  if (type.kind === 'any' || type.kind === 'number') return []
  if (type.kind === 'enum' && type.values.every((value) => typeof value === 'number')) return []
  const found = `the ${name} of what is ${describeType(type)}`
  return [{ type: 'wrong', issue: { pointer: toPointer(place), found, expected: 'the path of a number' } }]
}
