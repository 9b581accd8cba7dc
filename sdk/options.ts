import type { Module } from './module.ts'
import type { TrackerOptions } from './tracker-options.ts'

/** How `createEdgewise` is set up. */
export interface EdgewiseOptions extends TrackerOptions {
  /** The slots to decide. An empty list: none, for tracking alone. @default every slot of the site */
  readonly slots?: readonly string[] | undefined
  /**
   * Milliseconds from the start in which a slot's first content may still appear; a later answer waits for the next
   * view, so that nothing changes under the eyes of a visitor who did nothing. @default 300
   */
  readonly timeout?: number | undefined
  /** What the SDK does beyond events: `pageViews`, `domSlots`, `lastContent`, `liveUpdates`. What is not named is not in your bundle. @default [] */
  readonly modules?: readonly Module[] | undefined
  /**
   * Brings the inspector for `debug()`. It inspects `window.edgewise`. @default none
   *
   * @example () => import('https://shop.example/ew-inspector.js')
   */
  readonly inspector?: (() => Promise<unknown>) | undefined
}
