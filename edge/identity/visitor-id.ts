import { isSameSecret } from '../http/is-same-secret.ts'
import { mac } from './mac.ts'

const FORM = /^([A-Za-z0-9_-]{22})\.([A-Za-z0-9_-]{22})$/

/** Ids that this isolate has verified, so that a visitor's second call costs no signature. */
const verified = new Map<string, VisitorId>()
const MAX_VERIFIED = 10_000

/** The signed visitor id `core.signature`, and its core: what names the profile and is the unit of experiments. */
export interface VisitorId {
  readonly id: string
  readonly core: string
}

/**
 * Mints a visitor's id from the random stream of a page load. The same stream gives the same id, so that a first call
 * that is sent twice makes one visitor.
 */
export async function mintVisitorId(
  secret: string | undefined,
  site: string,
  stream: string,
): Promise<VisitorId> {
  const core = await mac(secret, `visitor/${site}/${stream}`)
  return { id: `${core}.${await sign(secret, site, core)}`, core }
}

/** Takes a signed id apart; null when this edge did not sign it for this site. */
export async function verifyVisitorId(
  secret: string | undefined,
  site: string,
  id: string,
): Promise<VisitorId | null> {
  const known = verified.get(`${site}/${id}`)
  if (known !== undefined) return known
  const match = FORM.exec(id)
  if (match === null) return null
  const [, core = '', signature = ''] = match
  if (!isSameSecret(signature, await sign(secret, site, core))) return null
  const visitor = { id, core }
  if (verified.size >= MAX_VERIFIED) verified.clear()
  verified.set(`${site}/${id}`, visitor)
  return visitor
}

function sign(secret: string | undefined, site: string, core: string): Promise<string> {
  return mac(secret, `id/${site}/${core}`)
}
