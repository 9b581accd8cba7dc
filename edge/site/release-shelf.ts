import type { Release } from '../../shared/release/index.ts'
import { inTime } from '../object/in-time.ts'
import { logFailure } from '../log-failure.ts'

/** The longest that a request waits for KV; then the Site object is asked. */
const POINTER_LIMIT_MS = 200
const RELEASE_LIMIT_MS = 500
/** How long a data centre keeps what it has read: the platform's least for what changes, long for what cannot. */
const POINTER_TTL_S = 60
const RELEASE_TTL_S = 86_400

const pointerKey = (site: string): string => `current/${site}`
const releaseKey = (site: string, number: number): string => `release/${site}/${number}`

/**
 * Puts a release into KV, near every visitor: its content first, read back, then the pointer to it. Nobody is sent to
 * look for what is not there, since KV remembers for a while that it is not.
 */
export async function shelve(kv: KVNamespace, release: Release): Promise<void> {
  const { number, site } = release
  const key = releaseKey(site.id, number)
  const text = JSON.stringify(release)
  await kv.put(key, text)
  if ((await kv.get(key)) !== text) throw new Error(`KV does not give back release ${number} of ${site.id}`)
  const known = Number((await kv.get(pointerKey(site.id))) ?? 0)
  if (number > known) await kv.put(pointerKey(site.id), String(number))
}

/** The number of a site's newest release that KV knows of; null where it knows of none, or does not say so in time. */
export async function newestOnShelf(kv: KVNamespace, site: string): Promise<number | null> {
  const text = await read(kv, pointerKey(site), POINTER_TTL_S, POINTER_LIMIT_MS)
  const number = Number(text ?? 0)
  return Number.isInteger(number) && number > 0 ? number : null
}

/** A release as KV has it; null where it has none, or does not give it in time. */
export async function takeFromShelf(kv: KVNamespace, site: string, number: number): Promise<Release | null> {
  const text = await read(kv, releaseKey(site, number), RELEASE_TTL_S, RELEASE_LIMIT_MS)
  const release = text === null ? null : parse(text)
  // `as`: shelve writes it whole
  return release?.number === number && release.site?.id === site ? (release as Release) : null
}

function parse(text: string): Partial<Release> | null {
  try {
    // `as`: whatever it is, its members are looked at before they are believed
    return JSON.parse(text) as Partial<Release> | null
  } catch (error) {
    logFailure('KV holds no release where one should be', error)
    return null
  }
}

async function read(kv: KVNamespace, key: string, cacheTtl: number, limitMs: number): Promise<string | null> {
  try {
    return await inTime(kv.get(key, { cacheTtl }), limitMs)
  } catch (error) {
    logFailure('KV did not answer', error)
    return null
  }
}
