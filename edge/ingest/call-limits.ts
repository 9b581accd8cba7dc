import type { Env } from '../env.ts'
import { addressPrefix } from '../http/address-prefix.ts'
import { isWithinLimit } from '../http/is-within-limit.ts'
import type { Caller } from './caller.ts'

/** Why the events of a call that came too early are to be sent again. */
export const LIMITED_REASON = 'rate-limited: too many calls; send it again when Retry-After says'
/** What a caller over a limiter's limit is told to wait: the platform counts over 10 or 60 seconds and does not say. */
export const LIMITER_PAUSE_MS = 10_000

/** Whether a network may go on calling with this key. A server's calls all come from one, and are not counted. */
export async function isNetworkWithinLimit(
  env: Env,
  { key, isServer }: Caller,
  request: Request,
): Promise<boolean> {
  if (isServer || env.ADDRESS_LIMITER === undefined) return true
  const prefix = addressPrefix(request)
  return prefix === null || isWithinLimit(env.ADDRESS_LIMITER, `${key}/${prefix}`)
}

/** Whether a profile, given by its name, may go on being called with this key; claimed ids have a limiter of their own. */
export async function isVisitorWithinLimit(
  env: Env,
  { key, isServer }: Caller,
  name: string,
  isClaimed: boolean,
): Promise<boolean> {
  return isServer || isWithinLimit(isClaimed ? env.CLAIMED_LIMITER : env.VISITOR_LIMITER, `${key}/${name}`)
}
