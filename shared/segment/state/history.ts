import type { ProfileEvent } from '../../event/profile-event.ts'
import type { FactsChange, LogReader } from '../log-reader.ts'

/** Something that happened to a profile. */
export type Happening =
  | { readonly type: 'event'; readonly event: ProfileEvent }
  | { readonly type: 'facts'; readonly change: FactsChange }

/**
 * What a log tells, in the order of time: the events with `from < at ≤ to`, and all that was learned up to `to`. Facts come
 * after the events of their instant, as in the call that brought them.
 */
export function* history(log: LogReader, from: number, to: number): Generator<Happening> {
  const changes = [...log.facts(-Infinity, to)]
  let next = 0
  for (const event of log.scan(from, to)) {
    for (let change = changes[next]; change && change.at < event.at; change = changes[++next])
      yield { type: 'facts', change }
    yield { type: 'event', event }
  }
  for (const change of changes.slice(next)) yield { type: 'facts', change }
}
