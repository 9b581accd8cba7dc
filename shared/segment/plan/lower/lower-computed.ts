import type { ProfileEvent } from '../../../event/profile-event.ts'
import type { Json, JsonObject } from '../../../json.ts'
import { distinctList, type Way, WAYS } from '../../aggregate/ways.ts'
import type { ComputedAggregation, ComputedTrait } from '../../computed-trait.ts'
import type { Measure } from '../../leaf/measure.ts'
import { compileEventPath } from '../event-match.ts'
import { canonicalMatch, canonicalWindow } from './canonical.ts'
import { createMeasure } from './create-measure.ts'

/** How many values of a list are kept. */
const MOST_VALUES = 100
/** How long a value may be that is kept, in characters of JSON. */
const LONGEST_VALUE = 1024

/** A computed trait that knows its zone. */
type Zoned = ComputedTrait & { readonly timezone: string }

/** A computed trait as content that is equal where its meaning is. */
export function canonicalTrait({ event, where, window, agg = 'count', timezone }: Zoned): JsonObject {
  return {
    kind: 'computed',
    ...canonicalMatch({ event, where }),
    window: canonicalWindow(window, { timezone }),
    agg,
  }
}

/** What keeps the value of a computed trait. */
export function measureOf({ event, where, window, agg = 'count', timezone }: Zoned): Measure {
  return createMeasure({ event, where }, window, timezone, wayOf(agg), readerOf(agg))
}

function wayOf(agg: ComputedAggregation): Way {
  if (agg === 'count') return WAYS.count
  if ('sum' in agg) return WAYS.sum
  if ('avg' in agg) return WAYS.avg
  if ('min' in agg) return WAYS.min
  if ('max' in agg) return WAYS.max
  if ('first' in agg) return WAYS.first
  if ('last' in agg) return WAYS.last
  return 'mostFrequent' in agg ? WAYS.mostFrequent : distinctList(MOST_VALUES)
}

function readerOf(agg: ComputedAggregation): (event: ProfileEvent) => Json {
  if (agg === 'count') return () => null
  const read = compileEventPath(Object.values(agg).join())
  return (event) => {
    const value = read(event)
    return isShort(value) ? value : null
  }
}

function isShort(value: Json): boolean {
  if (typeof value === 'number' || typeof value === 'boolean') return true
  // No character is shorter in JSON than by itself.
  if (typeof value === 'string' && value.length + 2 > LONGEST_VALUE) return false
  return JSON.stringify(value).length <= LONGEST_VALUE
}
