import type { ProfileEvent } from '../../../event/profile-event.ts'
import type { Json } from '../../../json.ts'
import type { PickCondition } from '../../condition.ts'
import { WAYS } from '../../aggregate/ways.ts'
import { createMeasuredLeaf } from '../../leaf/measured-leaf.ts'
import type { Match } from '../../match.ts'
import { compileWhere } from '../../where/compile-where.ts'
import { compileEventPath, compileEventWhere } from '../event-match.ts'
import type { Lowering } from '../lowering.ts'
import { canonicalMatch, canonicalWindow } from './canonical.ts'
import { createMeasure } from './create-measure.ts'

export function lowerPick({ pick, event, where, of, has, window }: PickCondition, plan: Lowering): number {
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
    const readOf = of === undefined ? undefined : compileEventPath(of)
    const measure = (read: (event: ProfileEvent) => Json) =>
      createMeasure(match, window, plan.timezone, WAYS[pick], read)
    if (pick === 'mostFrequent') {
      // What is picked is a value: it stands at its own path, and nothing else is known of it.
      const test = compileWhere(has, { path: (path) => (value) => (path === of ? value : null) })
      return createMeasuredLeaf(
        measure(readOf ?? (() => null)),
        (value) => value !== null && test.holds(value, 0),
      )
    }
    const fits = compileEventWhere(has)
    return createMeasuredLeaf(
      measure((event) => (readOf?.(event) === null ? null : fits(event))),
      (value) => value === true,
    )
  })
}
