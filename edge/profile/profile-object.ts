import type { Env } from '../env.ts'

/** The object of a profile, by the name that `profileName` gave it. */
export function profileObject(env: Env, name: string) {
  return env.PROFILE.get(env.PROFILE.idFromName(name))
}
