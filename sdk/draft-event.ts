import { byteLength } from './browser/byte-length.ts'
import { currentPage } from './browser/current-page.ts'
import type { EdgewiseEvent } from './edgewise-event.ts'
import type { EventOptions } from './event-options.ts'

/** The edge refuses more; what is larger still would not even leave in one piece. */
const MAX_BYTES = 32 * 1024

/** An event that has no id yet: it may still have to wait for consent. */
export type Draft = Omit<EdgewiseEvent, 'messageId'>

/** What an event says, as the page said it. */
export interface EventContent {
  readonly type: Draft['type']
  readonly event?: string | undefined
  readonly name?: string | undefined
  readonly category?: string | undefined
  readonly userId?: string | undefined
  readonly groupId?: string | undefined
  readonly previousId?: string | undefined
  readonly properties?: object | undefined
  readonly traits?: object | undefined
}

/** An event as of now. Throws when it is too large, or holds what JSON cannot carry, or a time that is none. */
export function draftEvent(content: EventContent, options: EventOptions = {}): Draft {
  const text = JSON.stringify({
    ...content,
    timestamp: new Date(options.timestamp ?? Date.now()).toISOString(),
    context: { page: currentPage(), ...options.context },
  })
  if (byteLength(text) > MAX_BYTES) throw new RangeError('over 32 KB')
  // A copy: what the page does to its objects later changes nothing. `as`: JSON carried it
  return JSON.parse(text) as Draft
}
