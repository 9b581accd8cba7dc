import * as v from 'valibot'
import { parseEvent, type ProfileEvent, type Receipt } from '../../shared/event/index.ts'
import type { LoadedRelease } from '../../shared/release/index.ts'
import type { Env } from '../env.ts'
import { nameOfRef } from '../identity/name-of-ref.ts'
import { profileName, type ProfileRef } from '../identity/profile-name.ts'
import type { Call } from '../profile/call.ts'
import { profileObject } from '../profile/profile-object.ts'
import type { WaitingEvent } from '../profile/quarantine-store.ts'
import { siteObject } from '../site/release-cache.ts'
import { routeEvent } from './route-event.ts'
import { messageIdOf, take, type Taken } from './take-events.ts'

/** Which events are to be taken after all. */
export const ReplayRequest = v.strictObject({
  /** The profile whose events are meant: `anonymous:<id>` …, or its key; absent: those that belong to none. */
  profile: v.optional(v.string()),
  /** Which of them; absent: all. */
  messageIds: v.optional(v.array(v.string())),
  /** Corrected events, in the place of those with the same message ids. */
  corrected: v.optional(v.array(v.record(v.string(), v.unknown())), []),
})

/** An admin speaks with the rights of a server. */
const ADMIN = { isServer: true, consentObtained: true }

/**
 * Takes events that were set aside once more, under the site's present release, corrected or as they came. Asking twice
 * does no harm: what was taken does not wait any more, and its message id is known.
 */
export async function replayQuarantine(
  env: Env,
  release: LoadedRelease,
  { profile, messageIds, corrected }: v.InferOutput<typeof ReplayRequest>,
): Promise<readonly Receipt[]> {
  const corrections = new Map(corrected.map((event) => [messageIdOf(event), event]))
  const isWanted = ({ messageId }: WaitingEvent) => messageIds?.includes(messageId) ?? true
  const prepare = (waiting: readonly WaitingEvent[]): Replayed[] =>
    waiting.filter(isWanted).map((event) => prepareEvent(event, corrections.get(event.messageId), release))

  const receipts =
    profile === undefined
      ? await replayOfSite(env, release, prepare)
      : await replayOfProfile(env, release, await nameOfRef(release.site.id, profile), prepare)
  const answered = new Set(receipts.map(({ messageId }) => messageId))
  const reason =
    'not-waiting: it was replayed already, came more than a week ago, or was never set aside here'
  for (const id of new Set([...(messageIds ?? []), ...corrections.keys()]))
    if (id !== null && !answered.has(id)) receipts.push({ messageId: id, status: 'rejected', reason })
  return receipts
}

/** An event that is tried again: what a profile would take, or why it still cannot. */
interface Replayed {
  readonly messageId: string
  readonly raw: unknown
  readonly taken: Taken
}

function prepareEvent(
  waiting: WaitingEvent,
  correction: Record<string, unknown> | undefined,
  { allowedEvents, enrich }: LoadedRelease,
): Replayed {
  const { messageId, receivedAt } = waiting
  const original = correction ?? parseWhole(waiting.event)
  if (original === undefined) return { messageId, raw: null, taken: { events: [], quarantined: [waiting] } }
  const raw =
    typeof original === 'object' && original !== null && !Array.isArray(original)
      ? { ...original, messageId }
      : original
  const taken: Taken = { events: [], quarantined: [] }
  const at = { receivedAt: Date.parse(receivedAt), sentAt: waiting.sentAt ?? null, channel: 'web' }
  take(taken, parseEvent(raw, true), raw, { ...at, ...ADMIN, allowedEvents, enrich })
  return { messageId, raw, taken }
}

/** A huge event was cut when it was set aside: only a correction can bring it back. */
function parseWhole(event: string): unknown {
  try {
    return JSON.parse(event)
  } catch {
    return undefined
  }
}

async function replayOfProfile(
  env: Env,
  { number }: LoadedRelease,
  name: string,
  prepare: (waiting: readonly WaitingEvent[]) => Replayed[],
): Promise<Receipt[]> {
  const profile = profileObject(env, name)
  // `as`: the Profile object wrote it
  const replayed = prepare(JSON.parse(await profile.waiting()) as readonly WaitingEvent[])
  const events = replayed.flatMap(({ taken }) => taken.events)
  const receipts = replayed.flatMap(stillQuarantined)
  if (events.length === 0) return receipts
  const call: Call = { release: number, quarantined: [], facts: {} }
  return [...(await profile.replay(JSON.stringify(call), JSON.stringify(events))), ...receipts]
}

async function replayOfSite(
  env: Env,
  { number, site }: LoadedRelease,
  prepare: (waiting: readonly WaitingEvent[]) => Replayed[],
): Promise<Receipt[]> {
  const object = siteObject(env, site.id)
  const receipts: Receipt[] = []
  const profiles = new Map<string, { readonly ref: ProfileRef; readonly events: ProfileEvent[] }>()
  for (const replayed of prepare(await object.quarantined())) {
    const still = stillQuarantined(replayed)
    const routed = routeEvent(replayed.raw, undefined, ADMIN, null)
    if (still.length > 0) receipts.push(...still)
    else if (routed.type !== 'profile')
      receipts.push({ messageId: replayed.messageId, status: 'quarantined', reason: routed.reason })
    else {
      const name = await profileName(site.id, routed.ref)
      const into = profiles.get(name) ?? { ref: routed.ref, events: [] }
      into.events.push(...replayed.taken.events)
      profiles.set(name, into)
    }
  }
  for (const [name, { ref, events }] of profiles) {
    const facts = ref.kind === 'user' ? { identity: { userId: ref.id } } : {}
    const call: Call = { release: number, quarantined: [], facts }
    const answer = await profileObject(env, name).collect(JSON.stringify(call), JSON.stringify(events))
    if ('retryAfterMs' in answer) throw new Error('A profile limits a call that has no limit')
    // Only after the profile has it: what is interrupted in between is a duplicate the next time
    await object.takeOut(events.map(({ id }) => id))
    receipts.push(...answer)
  }
  return receipts
}

function stillQuarantined({ messageId, taken }: Replayed): Receipt[] {
  return taken.quarantined.map(({ reason }) => ({ messageId, status: 'quarantined', reason }))
}
