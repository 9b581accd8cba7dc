// The oracle's own idea of sessions: each device's events in a row, cut where they are cut. Shares nothing with the engine.
import type { ProfileEvent } from '../../shared/event/profile-event.ts'
import type { Json, JsonObject } from '../../shared/json.ts'

/** An event, derived ones among them, with the number of its session. */
export interface Told {
  readonly event: ProfileEvent
  readonly session: number | null
  readonly isDerived: boolean
}

interface Session {
  readonly events: readonly ProfileEvent[]
  /** The event whose campaign ends it. */
  readonly cutBy: ProfileEvent | null
}

const HALF_HOUR = 30 * 60 * 1000

/** What a profile has been told up to `now`, and what follows from it, in order. */
export function tellAll(events: readonly ProfileEvent[], now: number, hasSessions = true): Told[] {
  const log = events.filter(({ at }) => at <= now).toSorted(inOrder)
  if (!hasSessions) return log.map((event) => ({ event, session: null, isDerived: false }))
  const placeOf = (event: ProfileEvent) => log.indexOf(event)
  const devices = new Set(log.map(deviceOf))
  devices.delete(null)
  const sessions = [...devices]
    .flatMap((device) => cut(log.filter((event) => deviceOf(event) === device)))
    .toSorted((a, b) => placeOf(a.events[0]!) - placeOf(b.events[0]!))
  const numberOf = (event: ProfileEvent) =>
    sessions.findIndex((session) => session.events.includes(event)) + 1

  const placed: { readonly told: Told; readonly place: readonly number[] }[] = log.map((event, place) => ({
    told: { event, session: numberOf(event) || null, isDerived: false },
    place: [event.at, 0, place, 2],
  }))
  for (const [index, { events: own, cutBy }] of sessions.entries()) {
    const [first] = own
    const last = own.at(-1)
    if (!first || !last) continue
    const derive = (name: string, at: number, seen: readonly ProfileEvent[]): Told => ({
      event: {
        id: `${name} ${index + 1}`,
        type: 'track',
        name,
        at,
        properties: { number: index + 1, ...numbersOf(first, seen) },
        ...(first.channel !== undefined && { channel: first.channel }),
      },
      session: index + 1,
      isDerived: true,
    })
    placed.push({
      told: derive('Session Started', first.at, []),
      place: [first.at, 0, placeOf(first), 1],
    })
    if (cutBy)
      placed.push({ told: derive('Session Ended', cutBy.at, own), place: [cutBy.at, 0, placeOf(cutBy), 0] })
    else if (last.at + HALF_HOUR <= now)
      placed.push({
        told: derive('Session Ended', last.at + HALF_HOUR, own),
        place: [last.at + HALF_HOUR, 1, placeOf(last), 0],
      })
  }
  return placed
    .toSorted((a, b) => a.place.map((value, index) => value - b.place[index]!).find(Boolean) ?? 0)
    .map(({ told }) => told)
}

/** The number of the session with the newest event, of those that have started and not ended; null: there is none. */
export function currentOf(told: readonly Told[]): number | null {
  const of = (name: string) => told.filter(({ event }) => event.name === name).map(({ session }) => session)
  const open = of('Session Started').filter((number) => !of('Session Ended').includes(number))
  return told.findLast(({ session }) => open.includes(session))?.session ?? null
}

/** What rules read of the current session. */
export function sessionOf(told: readonly Told[]): JsonObject {
  const number = currentOf(told)
  const start = told.find(
    ({ event, session }) => session === number && event.name === 'Session Started',
  )?.event
  if (!start) return { isActive: false }
  const events = told.filter(({ session, isDerived }) => session === number && !isDerived)
  return {
    isActive: true,
    number,
    startedAt: new Date(start.at).toISOString(),
    ...start.properties,
    ...countersOf(events.map(({ event }) => event)),
    landingPage: start.properties?.['landingPage'] ?? landingOf(events.map(({ event }) => event)),
  }
}

function cut(events: readonly ProfileEvent[]): Session[] {
  const next = events.findIndex((event, index) => {
    const before = events[index - 1]
    if (!before) return false
    const campaign = campaignOf(event)
    return event.at - before.at > HALF_HOUR || (campaign !== null && campaign !== campaignOf(events[0]!))
  })
  if (next === -1) return events.length === 0 ? [] : [{ events, cutBy: null }]
  const [before, cutter] = [events[next - 1]!, events[next]!]
  const cutBy = cutter.at - before.at > HALF_HOUR ? null : cutter
  return [{ events: events.slice(0, next), cutBy }, ...cut(events.slice(next))]
}

function numbersOf(first: ProfileEvent, seen: readonly ProfileEvent[]): JsonObject {
  return {
    ...countersOf(seen),
    channel: first.channel ?? null,
    campaign: campaignOf(first) === null ? null : read(first, 'context', 'campaign'),
    landingPage: landingOf(seen.length === 0 ? [first] : seen),
  }
}

function countersOf(events: readonly ProfileEvent[]): JsonObject {
  const isView = ({ type }: ProfileEvent) => type === 'page' || type === 'screen'
  // A page's seconds since it was last viewed: the highest that was told.
  const highest = new Map<string, number>()
  for (const [index, event] of events.entries()) {
    const seconds = read(event, 'properties', 'seconds')
    if (event.name !== 'Page Engaged' || typeof seconds !== 'number') continue
    const page = pageOf(event)
    const views = events.slice(0, index).filter((other) => isView(other) && pageOf(other) === page)
    const view = `${views.length} ${page}`
    highest.set(view, Math.max(highest.get(view) ?? 0, seconds))
  }
  return {
    pages: events.filter(isView).length,
    engagedMs: [...highest.values()].reduce((sum, seconds) => sum + seconds * 1000, 0),
  }
}

function landingOf(events: readonly ProfileEvent[]): Json {
  return events.map(pageOf).find((page) => page !== null) ?? null
}

function pageOf(event: ProfileEvent): string | null {
  const own = event.type === 'page' ? 'url' : event.type === 'screen' ? 'name' : null
  const named = own === null ? null : read(event, 'properties', own)
  const page = named ?? read(event, 'context', 'page', 'url')
  return typeof page === 'string' && page !== '' ? page : null
}

function deviceOf(event: ProfileEvent): string | null {
  if (event.channel === 'server') return null
  const id = read(event, 'context', 'device', 'id')
  if (typeof id === 'string' && id !== '') return `the device ${id}`
  return event.channel === undefined ? null : `whatever is ${event.channel}`
}

function campaignOf(event: ProfileEvent): string | null {
  const campaign = read(event, 'context', 'campaign')
  if (typeof campaign !== 'object' || campaign === null || Array.isArray(campaign)) return null
  const members = Object.entries(campaign).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return members.length === 0 ? null : JSON.stringify(members)
}

function read(value: unknown, ...keys: string[]): Json {
  // What an event holds is JSON.
  return keys.reduce<Json>((inner, key) => {
    const object = typeof inner === 'object' && inner !== null && !Array.isArray(inner) ? inner : {}
    return (object as JsonObject)[key] ?? null
  }, value as Json)
}

function inOrder(a: ProfileEvent, b: ProfileEvent): number {
  if (a.at !== b.at) return a.at - b.at
  if ((a.sequence ?? 0) !== (b.sequence ?? 0)) return (a.sequence ?? 0) - (b.sequence ?? 0)
  return a.id < b.id ? -1 : 1
}
