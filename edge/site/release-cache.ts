import { loadRelease, type LoadedRelease, type Release } from '../../shared/release/index.ts'
import type { Env } from '../env.ts'

/** How long an isolate answers with a release before it asks for a newer one. */
const FRESH_MS = 1_000
/** The least time between two questions about one site while its object does not answer. */
const REFRESH_PAUSE_MS = 1_000
/** The most releases of a site in memory: the current one, and those of profiles that slept over a publish. */
const MAX_RELEASES = 4
/** The most sites in memory: keys name them, and a key can be made up. */
const MAX_SITES = 1_000

interface Entry {
  current: LoadedRelease | null
  checkedAt: number
  refreshingSince: number
  readonly byNumber: Map<number, LoadedRelease>
}

/** Loaded releases of this isolate, shared by the Worker's requests and the objects that live beside it. */
const entries = new Map<string, Entry>()

/**
 * The site's current release: from memory while fresh, from memory and refreshed behind the answer once stale, and
 * only the first time by waiting for the Site object. Null where nothing was published.
 */
export async function currentRelease(
  env: Env,
  site: string,
  waitUntil: (promise: Promise<unknown>) => void,
): Promise<LoadedRelease | null> {
  const entry = entries.get(site)
  const now = Date.now()
  if (entry === undefined) return refresh(env, site)
  const isStale = now - entry.checkedAt > FRESH_MS
  if (isStale && now - entry.refreshingSince > REFRESH_PAUSE_MS) {
    // A site without a release may get one any moment, and has nothing stale to serve
    if (entry.current === null) return refresh(env, site)
    entry.refreshingSince = now
    // The last good release goes on being served when the object does not answer
    waitUntil(refresh(env, site).catch((cause: unknown) => console.error('release refresh failed', cause)))
  }
  return entry.current
}

/** A release by its number; releases are immutable, so what is in memory is right. */
export async function releaseByNumber(env: Env, site: string, number: number): Promise<LoadedRelease> {
  const known = entries.get(site)?.byNumber.get(number)
  if (known !== undefined) return known
  // Not shared between requests that ask at once: one that is cancelled would leave the others waiting for ever
  const release = await siteObject(env, site).release(number)
  if (release === null) throw new Error(`Site ${site} has no release ${number}`)
  const entry = entryOf(site)
  const loadedMeanwhile = entry.byNumber.get(number)
  if (loadedMeanwhile !== undefined) return loadedMeanwhile
  // `as`: the Site object wrote it
  const loaded = loadRelease(JSON.parse(release.body) as Release)
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

/** Asks the Site object which release is current now, and remembers it. Call it after publishing. */
export async function refresh(env: Env, site: string): Promise<LoadedRelease | null> {
  const object = siteObject(env, site)
  const known = entries.get(site)?.current ?? null
  const number = await object.currentNumber()
  let current: LoadedRelease | null = null
  if (number !== null) {
    current = number === known?.number ? known : await releaseByNumber(env, site, number)
  }
  const entry = entryOf(site)
  // Of two refreshes that cross, the newer release stays
  if (current !== null && current.number >= (entry.current?.number ?? 0)) entry.current = current
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
    entry = { current: null, checkedAt: 0, refreshingSince: 0, byNumber: new Map() }
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
