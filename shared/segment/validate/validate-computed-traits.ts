import { type Issue, toPointer } from '../../problem/index.ts'
import type { Catalogue } from '../catalogue/catalogue.ts'
import { checkAggregate } from '../catalogue/check-conditions.ts'
import type { ComputedAggregation, ComputedTrait } from '../computed-trait.ts'
import { computedIdOf } from '../plan/computed-in.ts'
import type { Path } from './path.ts'
import { placedPaths } from './placed-paths.ts'
import { validateCondition, validateEventPath } from './validate-condition.ts'

/**
 * What a schema cannot say of computed traits: paths that events do not have, operators, windows, ids that occur twice.
 * Those that pass compile.
 *
 * @returns Issues with pointers into `{ computedTraits }`; none: all is well.
 */
export function validateComputedTraits(traits: readonly ComputedTrait[], catalogue?: Catalogue): Issue[] {
  return traits.flatMap((trait, index) => [
    ...validateId(traits, index),
    ...validateTrait(trait, ['computedTraits', index], catalogue),
  ])
}

function validateTrait(trait: ComputedTrait, path: Path, catalogue: Catalogue | undefined): Issue[] {
  const { event, where, window, agg = 'count' } = trait
  const circular = placedPaths(where ?? {}, [...path, 'where'])
    .filter(({ read }) => computedIdOf(read) !== null)
    .map(({ read, place }) => onlyEvents(read, place))
  const issues = [
    ...circular,
    // It chooses events as a condition does.
    ...validateCondition({ kind: 'event', event, where, window }, path, []),
    ...(agg === 'count' ? [] : validateRead(agg, [...path, 'agg'])),
    ...checkAggregate(trait, path, catalogue).flatMap(({ type, issue }) => (type === 'wrong' ? [issue] : [])),
  ]
  // Of several at one place the first says the most.
  return [...new Map(issues.toReversed().map((issue) => [issue.pointer, issue])).values()].toReversed()
}

function validateRead(agg: Exclude<ComputedAggregation, 'count'>, path: Path): Issue[] {
  return Object.entries(agg).flatMap(([name, read]) => {
    const place = [...path, name]
    return computedIdOf(read) === null ? validateEventPath(read, place) : [onlyEvents(read, place)]
  })
}

function onlyEvents(read: string, place: Path): Issue {
  return {
    pointer: toPointer(place),
    found: JSON.stringify(read),
    expected: 'a path of the event: a computed trait is made of events, not of other computed traits',
  }
}

function validateId(traits: readonly ComputedTrait[], index: number): Issue[] {
  const id = traits[index]?.id ?? ''
  const first = traits.findIndex((trait) => trait.id === id)
  if (first === index) return []
  return [
    {
      pointer: toPointer(['computedTraits', index, 'id']),
      found: JSON.stringify(id),
      expected: `an id of its own; computed trait ${first} has this one`,
    },
  ]
}
