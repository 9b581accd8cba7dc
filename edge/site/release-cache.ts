import { loadRelease, type LoadedRelease, type Release } from '../../shared/release/index.ts'
import type { Env } from '../env.ts'
import { inTime } from '../object/in-time.ts'
import { newestOnShelf, takeFromShelf } from './release-shelf.ts'
import { ReleaseUnavailable } from './release-unavailable.ts'
import { logFailure } from '../log-failure.ts'

/** How long an isolate answers with a release before it asks for a newer one. */
const FRESH_MS = 1_000
/** The least time between two questions about one site while its object does not answer. */
const REFRESH_PAUSE_MS = 1_000
/** KV may be a minute behind, and a write to it may have been lost: so often the Site object is asked all the same. */
const ASK_SITE_EVERY_MS = 60_000
/** The longest that the first callers of an isolate wait for a site's release. */
const FIRST_LIMIT_MS = 3_000
/** The most releases of a site in memory: the current one, and those of profiles that slept over a publish. */
const MAX_RELEASES = 4
/** The most sites in memory: keys name them, and a key can be made up. */
const MAX_SITES = 1_000

interface Entry {
  current: LoadedRelease | null
  checkedAt: number
  /** When the Site object itself was asked last. */
  askedSiteAt: number
  refreshingSince: number
  readonly byNumber: Map<number, LoadedRelease>
}

/** Loaded releases of this isolate, shared by the Worker's requests and the objects that live beside it. */
const entries = new Map<string, Entry>()

/**
 * The site's current release: from memory while fresh, from memory and refreshed behind the answer once stale, and
 * only the first time by waiting: for KV, where there is one and it is quick, else for the Site object. Null where
 * nothing was published.
 */
export async function currentRelease(
  env: Env,
  site: string,
  waitUntil: (promise: Promise<unknown>) => void,
): Promise<LoadedRelease | null> {
  const entry = entries.get(site)
  const now = Date.now()
  if (entry === undefined) return firstRelease(env, site, waitUntil)
  const isStale = now - entry.checkedAt > FRESH_MS
  if (isStale && now - entry.refreshingSince > REFRESH_PAUSE_MS) {
    // A site without a release may get one any moment, and has nothing stale to serve
    if (entry.current === null) return refresh(env, site)
    entry.refreshingSince = now
    // The last good release goes on being served when the object does not answer
    waitUntil(renew(env, site).catch((cause: unknown) => logFailure('release refresh failed', cause)))
  }
  return entry.current
}

/** The first questions about sites that are under way in this isolate. */
const flights = new Map<string, Promise<LoadedRelease | null>>()

/**
 * Asks for a site that this isolate does not know yet, once for all who come meanwhile. Throws `ReleaseUnavailable` where
 * nothing answers.
 */
async function firstRelease(
  env: Env,
  site: string,
  waitUntil: (promise: Promise<unknown>) => void,
): Promise<LoadedRelease | null> {
  let flight = flights.get(site)
  if (flight === undefined) {
    flight = renew(env, site)
    flights.set(site, flight)
    // Who asked may go away: the others wait all the same
    waitUntil(flight.catch(() => null))
  }
  try {
    return await inTime(flight, FIRST_LIMIT_MS)
  } catch (cause) {
    throw new ReleaseUnavailable(site, cause)
  } finally {
    // Also where it never ends, as the platform may end the request that began it: the next one asks anew
    if (flights.get(site) === flight) flights.delete(site)
  }
}

/** A release by its number; releases are immutable, so what is in memory is right. */
export async function releaseByNumber(env: Env, site: string, number: number): Promise<LoadedRelease> {
  const known = entries.get(site)?.byNumber.get(number)
  if (known !== undefined) return known
  const shelved = env.CONFIG ? await takeFromShelf(env.CONFIG, site, number) : null
  const release = shelved ?? (await readRelease(env, site, number))
  const entry = entryOf(site)
  const loadedMeanwhile = entry.byNumber.get(number)
  if (loadedMeanwhile !== undefined) return loadedMeanwhile
  const loaded = loadRelease(release)
  entry.byNumber.set(number, loaded)
  forgetReleases(entry, number)
  return loaded
}

/** Makes room for a release: the one that was loaded first goes, but not the current one. */
function forgetReleases({ byNumber, current }: Entry, loaded: number): void {
  for (const number of byNumber.keys()) {
    if (byNumber.size <= MAX_RELEASES) return
    if (number !== loaded && number !== current?.number) byNumber.delete(number)
  }
}

async function readRelease(env: Env, site: string, number: number): Promise<Release> {
  const release = await siteObject(env, site).release(number)
  if (release === null) throw new Error(`Site ${site} has no release ${number}`)
  // `as`: the Site object wrote it
  return JSON.parse(release.body) as Release
}

/** Looks for a newer release: in KV, and once a minute at the Site object. Where one fails, the other is asked. */
async function renew(env: Env, site: string): Promise<LoadedRelease | null> {
  const entry = entries.get(site)
  const { CONFIG } = env
  if (CONFIG === undefined) return refresh(env, site)
  if (entry !== undefined && Date.now() - entry.askedSiteAt > ASK_SITE_EVERY_MS) {
    try {
      return await refresh(env, site)
    } catch (error) {
      logFailure('the Site object did not answer', error)
    }
  }
  const number = await newestOnShelf(CONFIG, site)
  return number === null ? refresh(env, site) : remember(env, site, number)
}

/** Asks the Site object which release is current now, and remembers it. Call it after publishing. */
export async function refresh(env: Env, site: string): Promise<LoadedRelease | null> {
  const current = await remember(env, site, await siteObject(env, site).currentNumber())
  entryOf(site).askedSiteAt = Date.now()
  return current
}

/** Remembers which release was said to be current. Of two that cross, or where KV is behind, the newer stays. */
async function remember(env: Env, site: string, number: number | null): Promise<LoadedRelease | null> {
  const known = entries.get(site)?.current ?? null
  const isNewer = number !== null && number > (known?.number ?? 0)
  const current = isNewer ? await releaseByNumber(env, site, number) : null
  const entry = entryOf(site)
  if (current !== null && current.number > (entry.current?.number ?? 0)) entry.current = current
  entry.checkedAt = Date.now()
  return entry.current
}

export function siteObject(env: Env, site: string) {
  return env.SITE.get(env.SITE.idFromName(site))
}

function entryOf(site: string): Entry {
  let entry = entries.get(site)
  if (entry === undefined) {
    if (entries.size >= MAX_SITES) forgetSite()
    entry = { current: null, checkedAt: 0, askedSiteAt: 0, refreshingSince: 0, byNumber: new Map() }
    entries.set(site, entry)
  }
  return entry
}

/** Makes room for a site: one that has no release goes first. */
function forgetSite(): void {
  let oldest: string | undefined
  for (const [site, { byNumber }] of entries) {
    oldest ??= site
    if (byNumber.size > 0) continue
    entries.delete(site)
    return
  }
  if (oldest !== undefined) entries.delete(oldest)
}
