import type { Env } from '../env.ts'

/** The object that knows what came to a site, whether or not a profile took it. */
export function entranceObject(env: Env, site: string) {
  return env.ENTRANCE.get(env.ENTRANCE.idFromName(site))
}
