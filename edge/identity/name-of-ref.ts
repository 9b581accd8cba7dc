import { parseProfileRef } from './parse-profile-ref.ts'
import { profileName } from './profile-name.ts'

/** The object that a reference means: one of `parseProfileRef`, or a key that a list of profiles gave. */
export async function nameOfRef(site: string, ref: string): Promise<string> {
  return /^[vcu]:[A-Za-z0-9_-]+$/.test(ref) ? `${site}:${ref}` : profileName(site, parseProfileRef(ref))
}
