import type { Liquid } from 'liquidjs/dist/liquid.browser.mjs'
import { createLiquid } from './liquid.ts'

/** The engines of one release: merge tags make plain text, templates make markup. */
export interface Engines {
  readonly text: Liquid
  readonly markup: Liquid
}

/** @param timezone IANA name; dates are written in it */
export function createEngines(timezone: string): Engines {
  return {
    text: createLiquid({ escape: false, timezone }),
    markup: createLiquid({ escape: true, timezone }),
  }
}
