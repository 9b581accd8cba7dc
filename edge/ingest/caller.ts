import type { LoadedRelease } from '../../shared/release/index.ts'
import type { Env } from '../env.ts'
import { ProblemError } from '../http/problem-error.ts'
import { sha256Hex } from '../identity/profile-name.ts'
import { currentRelease, siteObject } from '../site/release-cache.ts'

/** Whom a request speaks for: a site, by a public write key or by a secret server key. */
export interface Caller {
  readonly site: string
  readonly key: string
  readonly release: LoadedRelease
  /** A server key may name users; a write key only routes. */
  readonly isServer: boolean
  /** Whether events without a word on consent count as consented. */
  readonly consentObtained: boolean
}

const FORM = /^ew([ks])_([a-z0-9][a-z0-9-]{0,62})_[A-Za-z0-9]+$/

/** Verified server keys of this isolate: hash → when it is to be asked for again. */
const verifiedServerKeys = new Map<string, number>()
const SERVER_KEY_MEMORY_MS = 60_000

/** Finds the site of a key. Throws `unknown-key`, or `site-not-published` while it has no release. */
export async function identifyCaller(
  env: Env,
  key: string,
  waitUntil: (promise: Promise<unknown>) => void,
): Promise<Caller> {
  const match = FORM.exec(key)
  if (match === null) throw unknownKey()
  const [, kind, site = ''] = match
  const release = await currentRelease(env, site, waitUntil)
  if (release === null) throw unknownKey()
  if (kind === 's') {
    if (!(await isServerKey(env, site, key))) throw unknownKey()
    return { site, key, release, isServer: true, consentObtained: true }
  }
  const writeKey = release.writeKeys.get(key)
  if (writeKey === undefined) throw unknownKey()
  return { site, key, release, isServer: false, consentObtained: writeKey.consent === 'obtained' }
}

async function isServerKey(env: Env, site: string, key: string): Promise<boolean> {
  const hash = await sha256Hex(key)
  if ((verifiedServerKeys.get(hash) ?? 0) > Date.now()) return true
  const known = await siteObject(env, site).hasServerKey(hash)
  if (known) verifiedServerKeys.set(hash, Date.now() + SERVER_KEY_MEMORY_MS)
  return known
}

/** Forgets a key that was revoked here; other isolates ask again within a minute. */
export function forgetServerKey(hash: string): void {
  verifiedServerKeys.delete(hash)
}

function unknownKey(): ProblemError {
  return new ProblemError('unknown-key', {
    detail:
      'No site has this key. A write key has the form ewk_<site>_<…> and stands in the published site document; a server key ews_<site>_<…> was shown when it was made.',
  })
}

/** Refuses a page of an origin that the site does not list. Requests without an origin do not come from pages. */
export function checkOrigin(request: Request, { release }: Caller): void {
  const origin = request.headers.get('origin')
  if (origin === null || release.origins.has(origin)) return
  if (origin === new URL(request.url).origin) return
  throw new ProblemError('origin-not-allowed', {
    detail: `The site does not list the origin ${origin}. Add it to "origins" in the site document and publish.`,
  })
}
