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

/** The page load that an event belongs to; they sort by time. */
function streamOf({ id }: KeptEvent): string {
  return id.split('.')[1] ?? ''
}
