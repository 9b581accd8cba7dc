import type { ConsentUpdate } from './consent.ts'

/** How `createTracker` is set up. */
export interface TrackerOptions {
  /** The site's public write key, `ewk_…`. It only routes; it is no secret. */
  readonly key: string
  /** Where the Worker answers. On the page's own origin the visitor id lives in a cookie that no script can read. @default the page's origin */
  readonly endpoint?: string | undefined
  /**
   * What the visitor allows before `consent()` is called. Unknown means: events wait in memory, nothing is stored.
   * @default 'unknown'
   */
  readonly consent?: ConsentUpdate | undefined
}
