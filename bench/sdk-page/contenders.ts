/** What a page has in its head: nothing, ours, or one of the peers. */
export interface Contender {
  readonly id: string
  /** Whether it is somebody else's. @default false */
  readonly isPeer?: boolean
  readonly name: string
  readonly head: string
  /** Whether it can change the headline. */
  readonly personalizes: boolean
  /** Whether what is measured is the second visit. @default false */
  readonly isReturn?: boolean
  /** Measured for the headline alone: another way to place what is there already. @default false */
  readonly isPlacement?: boolean
}

const KEY = 'ewk_demo-shop_local'

const ours = (attributes: string): string =>
  `<script ${attributes} src="/ew.js" data-key="${KEY}" data-consent="granted" data-slots="bench" data-timeout="5000"></script>`

const growthbook = (attributes: string): string =>
  `<script src="/peers/growthbook.js" data-client-key="sdk-bench" data-api-host="/growthbook" ${attributes}></script>`

const bundle = (name: string): string => `<script async src="/peers/${name}.js"></script>`

// What its snippet does, without the list of methods that nobody calls here
const posthog = `<script>
  window.posthog = Object.assign([], { __SV: 1, _i: [['phc_bench', {
    api_host: '/posthog', disable_session_recording: true, disable_surveys: true, opt_out_useragent_filter: true,
    loaded: (posthog) => posthog.onFeatureFlags((flags) => {
      if (flags.includes('hero')) document.querySelector('#headline').textContent = 'Personalised'
    }),
  }, 'posthog']], people: [] })
</script>${bundle('posthog')}`

export const CONTENDERS: readonly Contender[] = [
  { id: 'none', name: 'no SDK', head: '', personalizes: false },
  { id: 'edgewise', name: 'Edgewise', head: ours('async'), personalizes: true },
  {
    id: 'edgewise-return',
    name: 'Edgewise, who comes back',
    head: ours('async'),
    personalizes: true,
    isReturn: true,
    isPlacement: true,
  },
  {
    id: 'edgewise-head',
    name: 'Edgewise, who comes back, not async',
    head: ours(''),
    personalizes: true,
    isReturn: true,
    isPlacement: true,
  },
  { id: 'uniform', isPeer: true, name: 'Uniform', head: bundle('uniform'), personalizes: true },
  { id: 'growthbook', isPeer: true, name: 'GrowthBook auto', head: growthbook('async'), personalizes: true },
  {
    id: 'growthbook-hidden',
    isPeer: true,
    name: 'GrowthBook auto, page hidden',
    head: growthbook('data-anti-flicker="true"'),
    personalizes: true,
    isPlacement: true,
  },
  { id: 'segment', isPeer: true, name: 'Segment', head: bundle('segment'), personalizes: false },
  { id: 'croct', isPeer: true, name: 'Croct', head: bundle('croct'), personalizes: true },
  { id: 'ninetailed', isPeer: true, name: 'Ninetailed', head: bundle('ninetailed'), personalizes: true },
  { id: 'posthog', isPeer: true, name: 'PostHog', head: posthog, personalizes: true },
]
