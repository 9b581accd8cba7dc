/** What the vendors' own services would answer, at once and from memory: that flatters them. */
const growthbook = {
  status: 200,
  features: {},
  experiments: [
    {
      key: 'hero',
      status: 'running',
      hashAttribute: 'id',
      hashVersion: 2,
      variations: [
        { domMutations: [] },
        {
          domMutations: [{ selector: '#headline', action: 'set', attribute: 'html', value: 'Personalised' }],
        },
      ],
      weights: [0, 1],
      coverage: 1,
      meta: [{ key: '0' }, { key: '1' }],
      urlPatterns: [{ type: 'simple', pattern: '/*', include: true }],
    },
  ],
  dateUpdated: '2026-11-22T00:00:00Z',
}

const ninetailed = {
  data: {
    profile: {
      id: 'visitor',
      stableId: 'visitor',
      random: 0.5,
      audiences: [],
      traits: {},
      location: {},
      session: {
        id: 'session',
        isReturningVisitor: false,
        landingPage: { path: '/', query: {}, referrer: '', search: '', url: 'http://localhost/' },
        count: 1,
        activeSessionLength: 0,
        averageSessionLength: 0,
      },
    },
    experiences: [],
    changes: [
      {
        key: 'hero',
        type: 'Variable',
        value: 'Personalised',
        meta: { experienceId: 'hero', variantIndex: 1 },
      },
    ],
  },
  message: 'ok',
  error: null,
}

const posthogFlags = {
  flags: {
    hero: {
      key: 'hero',
      enabled: true,
      variant: undefined,
      reason: { code: 'condition_match', condition_index: 0 },
      metadata: { id: 1, version: 1 },
    },
  },
  errorsWhileComputingFlags: false,
  requestId: 'bench',
}

const posthogConfig = {
  token: 'phc_bench',
  supportedCompression: ['gzip', 'gzip-js'],
  hasFeatureFlags: true,
  autocapture_opt_out: false,
  surveys: false,
  heatmaps: false,
  sessionRecording: false,
  capturePerformance: false,
}

const segmentSettings = {
  integrations: { 'Segment.io': { apiKey: 'key', unbundledIntegrations: [], addBundledMetadata: true } },
  plan: { track: { __default: { enabled: true } }, identify: { __default: { enabled: true } } },
  remotePlugins: [],
}

/** A vendor's answer to a path of this server: JSON, or a text; undefined where no vendor lives. */
export function vendorAnswer(path: string): { readonly type: string; readonly body: string } | undefined {
  const json = (value: unknown): { type: string; body: string } => ({
    type: 'application/json',
    body: JSON.stringify(value),
  })
  if (path.startsWith('/growthbook/api/features/')) return json(growthbook)
  if (path.startsWith('/ninetailed/')) return json(ninetailed)
  if (path.startsWith('/posthog/flags')) return json(posthogFlags)
  if (path.startsWith('/posthog/array/') && path.endsWith('/config.js')) {
    return {
      type: 'text/javascript',
      body: `(function () {
        window._POSTHOG_REMOTE_CONFIG = window._POSTHOG_REMOTE_CONFIG || {}
        window._POSTHOG_REMOTE_CONFIG.phc_bench = { config: ${JSON.stringify(posthogConfig)}, siteApps: [] }
      })()`,
    }
  }
  if (path.startsWith('/posthog/array/')) return json(posthogConfig)
  if (path.startsWith('/v1/projects/')) return json(segmentSettings)
  if (path.startsWith('/croct/cid'))
    return { type: 'text/plain', body: '00000000-0000-0000-0000-000000000001' }
  if (/^\/croct\/.*content/.test(path)) return json({ content: { title: 'Personalised' } })
  if (/^\/(segment|growthbook|posthog|croct)\//.test(path)) return json({})
  return undefined
}
