import type { Profile } from './profile/profile.ts'
import type { Site } from './site/site.ts'

/** What the Worker is bound to. Everything but the two objects and the two secrets is optional. */
export interface Env {
  readonly PROFILE: DurableObjectNamespace<Profile>
  readonly SITE: DurableObjectNamespace<Site>
  /** Signs visitor ids; at least 32 characters. */
  readonly EDGEWISE_SECRET?: string
  /** Opens the admin API. */
  readonly ADMIN_TOKEN?: string
  /** `"1"` on a laptop: answers carry explanations. */
  readonly EDGEWISE_LOCAL?: string
}

export const isLocal = (env: Env): boolean => env.EDGEWISE_LOCAL === '1'
