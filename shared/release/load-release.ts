import { audienceSegments, compileContent, readsSession, type Content } from '../experience/index.ts'
import { compilePlan, eventNames, type Plan } from '../segment/index.ts'
import { DEFAULT_ENRICH, type Enrich } from '../traffic/index.ts'
import type { Release } from './release.ts'
import { rollupShardsOf } from './rollup-shards-of.ts'
import { segmentsHashOf } from './segments-hash-of.ts'
import type { SiteConfig, WriteKey } from './site-config.ts'

const DEFAULT_ROLLUP_SECONDS = 30

/** A release, compiled: closures and look-ups, made once per isolate and shared by its visitors. */
export interface LoadedRelease extends Release {
  readonly plan: Plan
  readonly content: Content
  readonly writeKeys: ReadonlyMap<string, WriteKey>
  readonly origins: ReadonlySet<string>
  /** What the edge adds to a request. */
  readonly enrich: Enrich
  /** The names that may be tracked; null: any. */
  readonly allowedEvents: ReadonlySet<string> | null
  /** The ids of the site's segments: the plan holds audiences beside them. */
  readonly segmentIds: ReadonlySet<string>
  /** The ids of the segments whose names pages may see. */
  readonly publicSegments: ReadonlySet<string>
  /** The same for releases that put the same visitors into the same segments. */
  readonly segmentsHash: string
  /** Over how many objects the sums over profiles are spread; 0: there are none. */
  readonly rollupShards: number
  /** How long a profile gathers what it tells them, in milliseconds. */
  readonly rollupEveryMs: number
}

function allowedEvents({ catalogue, undeclaredEvents }: SiteConfig): ReadonlySet<string> | null {
  const names = undeclaredEvents === 'quarantine' && catalogue ? eventNames(catalogue) : null
  return names && new Set(names)
}

/** Compiles a stored release. It holds the site's segments and, as `experience:<id>`, the audiences with a rule of their own. */
export function loadRelease(release: Release): LoadedRelease {
  const { site } = release
  return {
    ...release,
    plan: compilePlan([...site.segments, ...audienceSegments(site.experiences)], {
      timezone: site.timezone,
      computedTraits: site.computedTraits,
      sessions: readsSession(site),
    }),
    content: compileContent(site),
    writeKeys: new Map(site.writeKeys.map((writeKey) => [writeKey.key, writeKey])),
    origins: new Set(site.origins),
    enrich: site.enrich ?? DEFAULT_ENRICH,
    allowedEvents: allowedEvents(site),
    segmentIds: new Set(site.segments.map(({ id }) => id)),
    publicSegments: new Set(site.segments.filter((segment) => segment.public).map(({ id }) => id)),
    segmentsHash: segmentsHashOf(site),
    rollupShards: rollupShardsOf(site),
    rollupEveryMs: (site.rollup?.everySeconds ?? DEFAULT_ROLLUP_SECONDS) * 1_000,
  }
}
