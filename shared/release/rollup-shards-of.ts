import type { SiteConfig } from './site-config.ts'

const DEFAULT_SHARDS = 4

/** Over how many objects the sums over a site's profiles are spread; 0: it has none. */
export function rollupShardsOf({ rollup }: SiteConfig): number {
  return rollup?.shards ?? DEFAULT_SHARDS
}
