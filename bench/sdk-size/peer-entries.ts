import { peerScripts, type Peer } from '../peers/peer-scripts.ts'
import type { Entry } from './entries.ts'

const NAMES: Readonly<Record<Peer, string>> = {
  uniform: 'peer, npm: @uniformdev/context, one personalization',
  growthbook: 'peer, script tag: @growthbook/growthbook, auto.min.js',
  croct: 'peer, npm: @croct/plug, one fetch',
  segment: 'peer, npm: @segment/analytics-next, one page()',
  ninetailed: 'peer, npm: @ninetailed/experience.js and insights, one page()',
  posthog: 'peer, script tag: posthog-js, array.js',
}

/** What the peers put into a page: the same files as in `bench:sdk-page`. */
export async function peerEntries(): Promise<readonly Entry[]> {
  const scripts = await peerScripts()
  // `as`: the keys of that object
  return (Object.keys(NAMES) as Peer[]).map((peer) => ({ name: NAMES[peer], code: scripts[peer] }))
}
