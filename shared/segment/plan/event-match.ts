import type { ProfileEvent } from '../../event/profile-event.ts'
import type { Json } from '../../json.ts'
import type { Match } from '../match.ts'
import { isSessionEventName } from '../session/session-event.ts'
import { compilePath } from '../where/path.ts'
import { compileWhere } from '../where/compile-where.ts'
import type { Where } from '../where/where.ts'

/** Reads a path of an event: `properties.sku`, `context.locale`, `type`, `channel`, `timestamp` (ISO 8601). */
export function compileEventPath(path: string): (event: unknown) => Json {
  if (path !== 'timestamp') return compilePath(path)
  const readAt = compilePath('at')
  return (event) => {
    const at = readAt(event)
    return typeof at === 'number' ? new Date(at).toISOString() : null
  }
}

/** What an event must carry. Operators over time look from the event's own instant, so that the answer never changes. */
export function compileEventWhere(where: Where): (event: ProfileEvent) => boolean {
  const test = compileWhere(where, { path: compileEventPath })
  // A profile event is JSON; its interface only lacks the index signature that says so.
  return (event) => test.holds(event as unknown as Json, event.at)
}

/** The names a match asks for; `['*']`: any that is told, not derived. Sorted, without doubles. */
export function eventNames(match: Match): readonly string[] {
  const names = typeof match.event === 'string' ? [match.event] : match.event
  return names.includes('*') ? ['*'] : [...new Set(names)].toSorted()
}

/** Does an event fit? */
export function compileMatch(match: Match): (event: ProfileEvent) => boolean {
  const names = eventNames(match)
  const any = names.includes('*')
  const holds = match.where && compileEventWhere(match.where)
  return (event) =>
    (any ? !isSessionEventName(event.name) : names.includes(event.name)) && (!holds || holds(event))
}
