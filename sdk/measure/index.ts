import type { Tracker } from '../tracker.ts'
import { exposures } from './exposures.ts'
import { outboundLinks } from './outbound-links.ts'
import { pageEngaged } from './page-engaged.ts'
import { scrollDepth } from './scroll-depth.ts'

const MODULES: Readonly<Record<string, (tracker: Tracker) => void>> = {
  exposures,
  engagement: pageEngaged,
  scroll: scrollDepth,
  outbound: outboundLinks,
}

/** Starts what a script tag's `data-measure` names, with commas between. @default exposures */
export function start(tracker: Tracker, names = 'exposures'): void {
  for (const name of names.split(',')) {
    const module = MODULES[name.trim()]
    if (module) module(tracker)
    else console.warn(`[edgewise] data-measure knows ${Object.keys(MODULES).join()}, not "${name}"`)
  }
}
