import type { Module } from './module.ts'
import type { TrackerOptions } from './tracker-options.ts'

/** How `createEdgewise` is set up. */
export interface EdgewiseOptions extends TrackerOptions {
  /**
   * The slots to decide. An empty list: none, for tracking alone. The trap: a slot of the page that is not named here keeps
   * the page's own content.
   *
   * @default every slot of the site
   * @example ['hero', 'product-order']
   */
  readonly slots?: readonly string[] | undefined
  /**
   * Milliseconds from the start in which a slot's first content may still appear; a later answer waits for the next
   * view, so that nothing changes under the eyes of a visitor who did nothing. The trap: the longer it is, the later content
   * may change that somebody has begun to read.
   *
   * @default 300
   * @example 800
   */
  readonly timeout?: number | undefined
  /**
   * What the SDK does beyond events. What is not named is not in your bundle. The trap: without `pageViews` no page view is
   * told, and without `domSlots` no element is filled.
   *
   * @default []
   * @example [pageViews, lastContent, domSlots, liveUpdates]
   */
  readonly modules?: readonly Module[] | undefined
  /**
   * Brings the inspector for `debug()`. The trap: it inspects `window.edgewise`, so put yours there.
   *
   * @default none
   * @example () => import('https://shop.example/ew-inspector.js')
   */
  readonly inspector?: (() => Promise<unknown>) | undefined
}
