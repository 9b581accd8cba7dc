import type { Segment } from '../../shared/segment/index.ts'
import type { SiteConfig } from '../../shared/release/site-config.ts'

/**
 * The site that a replay keeps its purchases in. The same purchases on other days, or fewer of them, are other
 * histories: they get a site of their own, and the same replay run again finds its own.
 */
export function replaySite(
  lastDay: number,
  limit: number | undefined,
  segments: readonly Segment[],
): SiteConfig {
  const day = new Date(lastDay).toISOString().slice(0, 10)
  const id = limit === undefined ? `cdnow-${day}` : `cdnow-${day}-first-${limit}`
  return {
    schema: 'site/1',
    id,
    name: 'CDNOW, replayed',
    timezone: 'UTC',
    origins: [],
    writeKeys: [{ key: `ewk_${id}_replay`, consent: 'obtained' }],
    goals: [],
    // Each profile is asked itself
    rollup: { shards: 0 },
    computedTraits: [],
    segments: [...segments],
    slots: [],
    experiences: [],
  }
}
