import type { SiteConfig } from './site-config.ts'

/** A published site: immutable JSON, numbered per site from 1. Every decision names the release that made it. */
export interface Release {
  readonly number: number
  /** SHA-256 of the site's canonical JSON, hex: the same content has the same hash, whatever its number. */
  readonly hash: string
  readonly site: SiteConfig
}
