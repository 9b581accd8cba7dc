import type { ConsentUpdate } from './consent.ts'
import type { Module } from './module.ts'

/** How `createEdgewise` is set up. */
export interface EdgewiseOptions {
  /** The site's public write key, `ewk_…`. It only routes; it is no secret. */
  readonly key: string
  /** Where the Worker answers. On the page's own origin the visitor id lives in a cookie that no script can read. @default the page's origin */
  readonly endpoint?: string | undefined
  /**
   * What the visitor allows before `consent()` is called. Unknown means: events wait in memory, nothing is stored.
   * @default 'unknown'
   */
  readonly consent?: ConsentUpdate | undefined
  /** The slots to decide. An empty list: none, for tracking alone. @default every slot of the site */
  readonly slots?: readonly string[] | undefined
  /**
   * Milliseconds from the start in which a slot's first content may still appear; a later answer waits for the next
   * view, so that nothing changes under the eyes of a visitor who did nothing. @default 300
   */
  readonly timeout?: number | undefined
  /** What the SDK does beyond events: `pageViews`, `domSlots`, `liveUpdates`. What is not named is not in your bundle. @default [] */
  readonly modules?: readonly Module[] | undefined
  /** Where the inspector's script is. @default `<endpoint>/ew-inspector.js` */
  readonly inspector?: string | undefined
}
