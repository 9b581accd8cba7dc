import type { PreviewRoom } from './preview/preview.ts'
import type { Entrance } from './entrance/entrance.ts'
import type { Profile } from './profile/profile.ts'
import type { Rollup } from './rollup/rollup.ts'
import type { Site } from './site/site.ts'
import type { Sites } from './site/sites.ts'

/** What the Worker is bound to. Everything but the objects and the two secrets is optional. */
export interface Env {
  readonly PROFILE: DurableObjectNamespace<Profile>
  readonly SITE: DurableObjectNamespace<Site>
  readonly SITES: DurableObjectNamespace<Sites>
  readonly ROLLUP: DurableObjectNamespace<Rollup>
  readonly PREVIEW: DurableObjectNamespace<PreviewRoom>
  readonly ENTRANCE: DurableObjectNamespace<Entrance>
  /** Holds published releases near every visitor. Without it each isolate asks the Site object. */
  readonly CONFIG?: KVNamespace
  /** The built files, the console's among them. Without it there is no console. */
  readonly ASSETS?: Fetcher
  /** Signs visitor ids; at least 32 characters. */
  readonly EDGEWISE_SECRET?: string
  /** Bounds the calls of one visitor under one key. Without it only the profile's own bucket does. */
  readonly VISITOR_LIMITER?: RateLimit
  /** Bounds the calls of one claimed id under one key; the harder of the two. Without it only the profile's own bucket does. */
  readonly CLAIMED_LIMITER?: RateLimit
  /** Bounds the calls of one network (/24, /48) under one key. Without it nothing does. */
  readonly ADDRESS_LIMITER?: RateLimit
  /** `https://<team>.cloudflareaccess.com`: whom it has let through need not sign in. Needs ACCESS_AUDIENCE, too. */
  readonly ACCESS_TEAM?: string
  /** The audience tag of the Access application that stands before the Worker. */
  readonly ACCESS_AUDIENCE?: string
  /** Opens the admin API. */
  readonly ADMIN_TOKEN?: string
  /** `"1"` on a laptop: answers carry explanations. */
  readonly EDGEWISE_LOCAL?: string
}

/** The bindings that there may be: what each is for, and what happens without, stands beside it above. */
export const OPTIONAL_BINDINGS = ['CONFIG', 'VISITOR_LIMITER', 'CLAIMED_LIMITER', 'ADDRESS_LIMITER'] as const

export const isLocal = (env: Env): boolean => env.EDGEWISE_LOCAL === '1'
