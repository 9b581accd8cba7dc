import { dayOf } from '../../../shared/segment/window/day-of.ts'
import type { Env } from '../../env.ts'
import { reasonCode } from '../../entrance/outcomes.ts'
import { inTime } from '../../object/in-time.ts'
import { sourceOfText } from '../../profile/event-source.ts'
import { profileObject } from '../../profile/profile-object.ts'
import type { WaitingEvent } from '../../profile/quarantine-store.ts'
import { findProfiles } from '../../rollup/find-profiles.ts'
import { currentRelease, siteObject } from '../release-cache.ts'
import { logFailure } from '../../log-failure.ts'
import { notPublished } from '../release/no-such-release.ts'

/** How many profiles are asked at a time, and how long each may take. */
const PROFILES = 20
const LIMIT_MS = 5_000
const WEEK = 7

/** An event that was set aside, wherever it waits. */
export interface WaitingAnywhere extends WaitingEvent {
  /** The key of its profile; null: it belongs to none. */
  readonly profile: string | null
  /** The kind of what is wrong: what the reason begins with. */
  readonly type: string
  readonly source: string
}

/** A piece of what waits. */
export interface WaitingPage {
  /** Of each profile, and of the site, the newest first. */
  readonly events: readonly WaitingAnywhere[]
  /** To be given as `after` for the next piece; null: this is the last. */
  readonly next: string | null
  /** Profiles and shards that did not answer: what waits there is not among these. */
  readonly missing: readonly string[]
}

/** What was set aside in the last week: first what belongs to no profile, then profile by profile. */
export async function waitingPage(
  env: Env,
  site: string,
  { after, type }: { readonly after: string; readonly type?: string | undefined },
): Promise<WaitingPage> {
  const release = await currentRelease(env, site, () => {})
  if (release === null) throw notPublished(site)
  const ofSite = after === '' ? await siteObject(env, site).quarantined() : []
  const isAsked = ({ reason }: WaitingEvent) => type === undefined || reasonCode(reason) === type
  const homeless = ofSite.filter(isAsked).map((event) => toAnywhere(event, null))
  if (release.rollupShards === 0) return { events: homeless, next: null, missing: [] }

  const since = dayOf(Date.now(), release.site.timezone) - WEEK
  const violated = { since, ...(type !== undefined && { type }) }
  const page = await findProfiles(env, site, { after, limit: PROFILES, violated })
  const missing = page.missingShards.map((shard) => `shard ${shard}`)
  const answers = await Promise.all(
    page.profiles.map(async ({ key }): Promise<WaitingAnywhere[]> => {
      try {
        const waiting = await inTime(profileObject(env, `${site}:${key}`).waiting(), LIMIT_MS)
        // `as`: the Profile object wrote it
        const events = JSON.parse(waiting) as readonly WaitingEvent[]
        return events
          .filter(isAsked)
          .toReversed()
          .map((event) => toAnywhere(event, key))
      } catch (error) {
        logFailure('a profile did not say what waits', error)
        missing.push(key)
        return []
      }
    }),
  )
  return { events: [...homeless, ...answers.flat()], next: page.next, missing }
}

function toAnywhere(event: WaitingEvent, profile: string | null): WaitingAnywhere {
  const source = sourceOfText(event.messageId, event.event)
  return { ...event, profile, type: reasonCode(event.reason), source }
}
