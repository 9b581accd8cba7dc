import { expect } from 'vitest'
import type { Server } from '../../support/server.ts'

/** An event as the edge has it. */
export interface KeptEvent {
  readonly id: string
  readonly type: string
  readonly name: string
  readonly at: number
  readonly sequence?: number
  readonly properties?: { readonly n?: number; readonly url?: string; readonly [name: string]: unknown }
  readonly traits?: object
  readonly context?: { readonly page?: { readonly url?: string } }
  readonly userId?: string
}

/** What the edge has kept of a visitor; nothing of one whom it does not know. */
export async function keptEvents(
  server: Pick<Server, 'url' | 'site' | 'adminToken'>,
  visitorId: string,
): Promise<readonly KeptEvent[]> {
  const response = await fetch(`${server.url}/api/sites/${server.site}/profiles/visitor:${visitorId}`, {
    headers: { authorization: `Bearer ${server.adminToken}` },
  })
  if (response.status === 404) return []
  expect(response.status).toBe(200)
  // `as`: the edge's contract
  const { events } = (await response.json()) as { readonly events: readonly KeptEvent[] }
  return events
}

/** The numbers `n` of tracked events, in the order in which their pages said them. */
export function numbersOf(events: readonly KeptEvent[]): readonly (number | undefined)[] {
  return events
    .filter(({ type }) => type === 'track')
    .toSorted((a, b) => streamOf(a).localeCompare(streamOf(b)) || (a.sequence ?? 0) - (b.sequence ?? 0))
    .map(({ properties }) => properties?.n)
}

/**
 * What is wrong with a visitor's events: pages number theirs from 1 without a gap, so one that is lost or that is there twice
 * shows in its page load's numbers.
 */
export function auditOf(events: readonly KeptEvent[]): readonly string[] {
  const ours = events.filter(({ id }) => id.startsWith('ew1.'))
  return [...new Set(ours.map(streamOf))].flatMap((stream) => {
    const sequences = ours
      .filter((event) => streamOf(event) === stream)
      .map(({ id }) => Number(id.split('.')[2]))
      .toSorted((a, b) => a - b)
    const wrong = sequences.findIndex((sequence, index) => sequence !== index + 1)
    return wrong === -1 ? [] : [`${stream}: ${sequences[wrong]} where ${wrong + 1} should be`]
  })
}

/** The page load that an event belongs to; they sort by time. */
function streamOf({ id }: KeptEvent): string {
  return id.split('.')[1] ?? ''
}
