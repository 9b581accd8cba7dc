import { ProblemError } from '../http/problem-error.ts'
import { sha256Hex, toHex } from '../identity/profile-name.ts'
import type { Env } from '../env.ts'

const FORM = /^ewp_([a-z0-9][a-z0-9-]{0,62})_[0-9a-f]{64}$/

/** Whether a page speaks for a preview: what it sends stands in the place of a write key. */
export const isPreviewKey = (key: string): boolean => key.startsWith('ewp_')

export function createPreviewKey(site: string): string {
  return `ewp_${site}_${randomHex(32)}`
}

/** A secret as text, of so many bytes. */
export function randomHex(bytes: number): string {
  return toHex(crypto.getRandomValues(new Uint8Array(bytes)))
}

/** The object that a preview key belongs to, and the key's hash. */
export async function previewOf(env: Env, key: string) {
  const site = FORM.exec(key)?.[1]
  if (site === undefined) throw previewOver()
  return { preview: previewObject(env, site), keyHash: await sha256Hex(key) }
}

export function previewObject(env: Env, site: string) {
  return env.PREVIEW.get(env.PREVIEW.idFromName(site))
}

/** One answer for whatever does not open: who tries must not learn how near they came. */
export function previewOver(): ProblemError {
  return new ProblemError('unknown-key', {
    detail:
      'This preview is over, was ended, or is of another origin. Open a new one from the console to see the draft again.',
  })
}
