/**
 * When an element that shows a slot's content may change. Its first content always comes at once.
 *
 * - `now`: with the answer that changes it.
 * - `next-view`: with the next page view.
 * - `idle`: as soon as the browser has nothing more urgent to do.
 */
export type SlotPolicy = 'now' | 'next-view' | 'idle'
