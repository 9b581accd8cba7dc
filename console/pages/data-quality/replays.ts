import { api, client } from '../../api.ts'
import { notify } from '../../controls/notify.ts'

/** An event that waits, by its profile; null: it belongs to none. */
export interface Waiting {
  readonly profile: string | null
  readonly messageId: string
}

/** How far a replay is, and what came of the last. */
export interface Replay {
  readonly progress: {
    readonly done: number
    /** Null: it is being found out. */
    readonly all: number | null
    readonly accepted: number
  } | null
  readonly result: { readonly all: number; readonly accepted: number; readonly stillWrong: number } | null
}

const NOTHING: Replay = { progress: null, result: null }
const states = new Map<string, Replay>()
const listeners = new Set<() => void>()

/** The replays of this tab, a site at a time. They go on whatever page is looked at. */
export const replays = {
  of: (site: string): Replay => states.get(site) ?? NOTHING,
  subscribe: (listener: () => void): (() => void) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  },
  run,
  runAll: async (site: string, type: string | undefined): Promise<void> => {
    set(site, { progress: { done: 0, all: null, accepted: 0 }, result: null })
    try {
      await run(site, await everyWaiting(site, type))
    } catch (error) {
      fail(site, error)
    }
  },
}

/** Takes events after all, profile by profile: each is one call. */
async function run(site: string, events: readonly Waiting[]): Promise<void> {
  const byProfile = new Map<string | null, Waiting[]>()
  for (const event of events) byProfile.set(event.profile, [...(byProfile.get(event.profile) ?? []), event])
  let done = 0
  let accepted = 0
  const all = events.length
  set(site, { progress: { done, all, accepted }, result: null })
  try {
    for (const [profile, waiting] of byProfile) {
      const messageIds = waiting.map(({ messageId }) => messageId)
      const json = { messageIds, ...(profile !== null && { profile }) }
      const { receipts } = await api(
        client.api.sites[':site'].quarantine.replay.$post({ param: { site }, json }),
      )
      done += waiting.length
      accepted += receipts.filter(({ status }) => status === 'accepted').length
      set(site, { progress: { done, all, accepted }, result: null })
    }
    set(site, { progress: null, result: { all, accepted, stillWrong: all - accepted } })
    notify({ title: `${accepted} of ${all} events were taken` })
  } catch (error) {
    fail(site, error)
  }
}

async function everyWaiting(site: string, type: string | undefined): Promise<Waiting[]> {
  const events: Waiting[] = []
  let after: string | null = ''
  while (after !== null) {
    const query: { after?: string; type?: string } = {
      ...(after !== '' && { after }),
      ...(type !== undefined && { type }),
    }
    const page: Awaited<ReturnType<typeof pageOf>> = await pageOf(site, query)
    events.push(...page.events)
    after = page.next
  }
  return events
}

function pageOf(site: string, query: { after?: string; type?: string }) {
  return api(client.api.sites[':site'].quarantine.all.$get({ param: { site }, query }))
}

function fail(site: string, error: unknown): void {
  set(site, NOTHING)
  notify({
    kind: 'failed',
    title: 'The replay stopped',
    description: `${error instanceof Error ? error.message : String(error)} What was taken is taken; begin again for the rest.`,
  })
}

function set(site: string, state: Replay): void {
  states.set(site, state)
  for (const tell of listeners) tell()
}
