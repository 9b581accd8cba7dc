import { compareEvents, type EventType, type ProfileEvent } from '../../shared/event/index.ts'
import type { LogRow } from './log-row.ts'

/** Which events of a profile are asked for. */
export interface TimelineQuery {
  readonly limit: number
  /** Only those before it: the `next` of the page before. */
  readonly before: string | null
  /** Only of these names. */
  readonly names: readonly string[]
  readonly types: readonly EventType[]
  /** Only those that have this text somewhere, whatever its case. */
  readonly text: string | null
  /** `from ≤ at < to`, epoch ms. */
  readonly from: number
  readonly to: number
}

/** An event as the timeline tells it. */
export interface TimelineEvent extends Omit<ProfileEvent, 'at'> {
  /** When it happened; ISO 8601. */
  readonly at: string
  readonly receivedAt: string
  /** The release under which it was taken. */
  readonly release: number
}

/** A piece of a profile's life, the newest event first. */
export interface Timeline {
  readonly events: readonly TimelineEvent[]
  /** To be given as `before` for the next piece; null: this is the last. */
  readonly next: string | null
  /** How many events fit the question, and how many there are of each name; `identify` and the like have their type. */
  readonly total: number
  readonly names: Readonly<Record<string, number>>
}

/** Tells a profile's events from the newest to the oldest, a piece at a time. */
export function timelineOf(rows: Iterable<LogRow>, query: TimelineQuery): Timeline {
  const names = new Map<string, number>()
  const found: { readonly event: ProfileEvent; readonly row: LogRow }[] = []
  for (const row of rows) {
    for (const event of row.events) {
      const label = labelOf(event)
      names.set(label, (names.get(label) ?? 0) + 1)
      if (isAskedFor(query, event, label)) found.push({ event, row })
    }
  }
  const newestFirst = found.toSorted((a, b) => compareEvents(b.event, a.event))
  const before = query.before === null ? null : placeOf(query.before)
  const rest =
    before === null ? newestFirst : newestFirst.filter(({ event }) => compareEvents(event, before) < 0)
  const piece = rest.slice(0, query.limit)
  const last = piece.at(-1)
  return {
    events: piece.map(({ event: { at, ...event }, row }) => ({
      ...event,
      at: new Date(at).toISOString(),
      receivedAt: new Date(row.receivedAt).toISOString(),
      release: row.release,
    })),
    next: last !== undefined && rest.length > piece.length ? cursorOf(last.event) : null,
    total: found.length,
    names: Object.fromEntries([...names].toSorted(([, a], [, b]) => b - a)),
  }
}

/** What an event is called: by its name, or by its type where it has none. */
function labelOf({ name, type }: ProfileEvent): string {
  return name === '' ? type : name
}

function isAskedFor({ names, types, text, from, to }: TimelineQuery, event: ProfileEvent, label: string) {
  if (event.at < from || event.at >= to) return false
  if (names.length > 0 && !names.includes(label)) return false
  if (types.length > 0 && !types.includes(event.type)) return false
  return text === null || JSON.stringify(event).toLowerCase().includes(text.toLowerCase())
}

/** An event's place in the order of events, as text. */
function cursorOf({ at, sequence = 0, id }: ProfileEvent): string {
  return `${at}.${sequence}.${id}`
}

function placeOf(cursor: string): ProfileEvent {
  const [at = '', sequence = '', ...id] = cursor.split('.')
  return { id: id.join('.'), type: 'track', name: '', at: Number(at), sequence: Number(sequence) }
}
