import type { ConsentUpdate } from './consent.ts'

/** How `createTracker` is set up. */
export interface TrackerOptions {
  /**
   * The site's public write key. It only routes; it is no secret.
   *
   * @example 'ewk_shop_1'
   */
  readonly key: string
  /**
   * Where the Worker answers. On the page's own origin the visitor id lives in a cookie that no script can read. The trap: on
   * another one, the site document has to list the page's origin.
   *
   * @default the page's origin
   * @example 'https://edge.shop.example'
   */
  readonly endpoint?: string | undefined
  /**
   * What the visitor allows before `consent()` is called. Unknown means: events wait in memory, nothing is stored. The trap:
   * `denied` is a visitor's answer, and has their profile erased at the edge; before there is one leave it away.
   *
   * @default 'unknown'
   * @example { analytics: 'granted', personalization: 'granted', advertising: 'denied' }
   */
  readonly consent?: ConsentUpdate | undefined
}
