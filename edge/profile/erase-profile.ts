import type { ErasureReceipt } from '../../shared/event/index.ts'
import type { Env } from '../env.ts'
import { waitingOf } from '../ingest/waiting-of.ts'
import { siteObject } from '../site/release-cache.ts'
import { profileObject } from './profile-object.ts'

/**
 * Erases a profile, given by its name, with what waits at the site in its name, and enters that into the audit. Null where
 * there is nothing to erase.
 */
export async function eraseProfile(
  env: Env,
  site: string,
  name: string,
  actor: string,
): Promise<ErasureReceipt | null> {
  const object = siteObject(env, site)
  const erased = await profileObject(env, name).erase()
  const waiting = await waitingOf(site, name, await object.quarantined())
  if (waiting.length > 0) await object.takeOut(waiting)
  if (erased === null && waiting.length === 0) return null
  const receipt: ErasureReceipt = erased ?? {
    id: crypto.randomUUID(),
    erasedAt: new Date().toISOString(),
    pending: [],
  }
  await object.noteErasure(receipt, actor)
  return receipt
}
