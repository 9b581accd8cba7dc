import type { LoadedRelease } from '../../shared/release/index.ts'
import { computedTraits, memberships, sessionOf, traits } from '../../shared/segment/index.ts'
import type { LogRow } from './log-row.ts'
import type { ProfileState } from './profile-state.ts'
import type { ProfileStore } from './profile-store.ts'

const encoder = new TextEncoder()

/**
 * Everything that is held of a profile, a line of JSON each (NDJSON): who it is, then what came, in the order in which it
 * came, then what was set aside. The log is read piece by piece, so one of any length fits. A last line says that it is
 * whole; it is missing where the profile was erased meanwhile.
 */
export function exportOf(
  state: ProfileState,
  release: LoadedRelease,
  store: ProfileStore,
): ReadableStream<Uint8Array> {
  const life = store.erasure?.id
  const last = state.seq
  let seq = 0
  let lines = [profileLine(state, release)]
  let written = 0
  return new ReadableStream({
    type: 'bytes',
    pull(controller) {
      while (lines.length === 0 && seq < last && store.erasure?.id === life) {
        const rows = store.nextRows(seq).filter((row) => row.seq <= last)
        lines = rows.flatMap(rowLines)
        seq = rows.at(-1)?.seq ?? last
      }
      if (store.erasure?.id !== life) return controller.close()
      if (lines.length > 0) {
        controller.enqueue(encoder.encode(lines.map((line) => `${JSON.stringify(line)}\n`).join('')))
        written += lines.length
        lines = []
        return
      }
      const waiting = store.waiting(Date.now()).map((event) => ({ type: 'quarantined', ...event }))
      const end = [...waiting, { type: 'end', lines: written + waiting.length }]
      controller.enqueue(encoder.encode(end.map((line) => `${JSON.stringify(line)}\n`).join('')))
      controller.close()
    },
  })
}

function profileLine(state: ProfileState, { plan, segmentIds }: LoadedRelease): object {
  const { facts } = state.segments
  return {
    type: 'profile',
    exportedAt: new Date(state.now).toISOString(),
    bornAt: new Date(state.bornAt).toISOString(),
    logStartsAt: state.logStartsAt === null ? null : new Date(state.logStartsAt).toISOString(),
    release: state.release,
    userId: state.tally.userId,
    segments: [...memberships(plan, state.segments)].filter((id) => segmentIds.has(id)),
    traits: traits(state.segments),
    computed: computedTraits(plan, state.segments),
    session: sessionOf(state.segments),
    facts,
    counts: state.counts,
    exposures: Object.values(state.tally.exposures),
  }
}

function rowLines({ receivedAt, events, facts }: LogRow): object[] {
  const at = new Date(receivedAt).toISOString()
  return [
    ...events.map((event) => ({ type: 'event', receivedAt: at, event })),
    ...(facts ? [{ type: 'facts', receivedAt: at, facts }] : []),
  ]
}
