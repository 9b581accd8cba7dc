import type { ErasureReceipt } from '../../shared/event/index.ts'
import type { Env } from '../env.ts'
import { profileName } from '../identity/profile-name.ts'
import { isOwnHost, readVisitorCookie, visitorCookie } from '../identity/visitor-cookie.ts'
import { verifyVisitorId } from '../identity/visitor-id.ts'
import { profileObject } from './profile-object.ts'

/** What became of a visitor who is to be erased. */
export type VisitorErasure =
  /** The request has no id: nothing was ever kept of this browser. */
  | { readonly type: 'unknown' }
  /** The id is not one that this edge signed: it erases nothing. */
  | { readonly type: 'foreign' }
  /** `erasure` is null where nothing was kept. */
  | { readonly type: 'erased'; readonly erasure: ErasureReceipt | null }

/** The `Set-Cookie` value that takes the id away with the profile, where the request came with one. */
export function cookieOfErased(request: Request, site: string): string | null {
  const hasOne = isOwnHost(request) && readVisitorCookie(request, site) !== null
  return hasOne ? visitorCookie(request, site, null) : null
}

/** Erases the profile of whoever calls: by the cookie on the site's own host, otherwise by the signed id that they give. */
export async function eraseVisitor(
  env: Env,
  site: string,
  request: Request,
  anonymousId: string | null | undefined,
): Promise<VisitorErasure> {
  const given = (isOwnHost(request) ? readVisitorCookie(request, site) : null) ?? anonymousId
  if (!given) return { type: 'unknown' }
  const visitor = await verifyVisitorId(env.EDGEWISE_SECRET, site, given)
  if (visitor === null) return { type: 'foreign' }
  const name = await profileName(site, { kind: 'visitor', id: visitor.core })
  return { type: 'erased', erasure: await profileObject(env, name).erase() }
}
