import type { ProfileEvent } from '../../../event/profile-event.ts'
import type { Json } from '../../../json.ts'
import type { Way } from '../../aggregate/ways.ts'
import { createAccumulatedMeasure } from '../../leaf/accumulated-measure.ts'
import type { Measure } from '../../leaf/measure.ts'
import { createSessionMeasure } from '../../leaf/session-measure.ts'
import { createWindowedMeasure } from '../../leaf/windowed-measure.ts'
import type { Match } from '../../match.ts'
import { windowSpan } from '../../window/window-span.ts'
import type { Window } from '../../window/window.ts'
import { keepsAll } from './keeps-all.ts'

/** What is made of the matching events in a window, in the form that keeps the least. */
export function createMeasure(
  match: Match,
  window: Window,
  timezone: string,
  way: Way,
  read: (event: ProfileEvent) => Json,
): Measure {
  if (typeof window === 'object' && 'session' in window)
    return createSessionMeasure(createMeasure(match, 'ever', timezone, way, read))
  const { moving, growing, ordered } = way
  const span = windowSpan(window, timezone)
  return keepsAll(window)
    ? createAccumulatedMeasure(match, span, growing, read, ordered)
    : createWindowedMeasure(match, span, moving, read, ordered)
}
