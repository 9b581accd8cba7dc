import { parseMessageId, type ProfileEvent } from '../../shared/event/index.ts'
import type { JsonObject } from '../../shared/json.ts'

const MAX_LENGTH = 60

/** What sent an event: its library, our own script, else where it happened. */
export function sourceOf({ id, context, channel }: Pick<ProfileEvent, 'id' | 'context' | 'channel'>): string {
  const library = context?.['library']
  // `as`: an object that came out of JSON.parse
  const name = typeof library === 'object' && library !== null ? (library as JsonObject)['name'] : undefined
  if (typeof name === 'string' && name !== '') return name.slice(0, MAX_LENGTH)
  if (parseMessageId(id) !== null) return 'edgewise'
  return channel === undefined || channel === '' ? 'unknown' : channel.slice(0, MAX_LENGTH)
}

/** What sent an event that was set aside, as far as it can be read. */
export function sourceOfText(messageId: string, text: string): string {
  let context: JsonObject | undefined
  try {
    // `as`: whatever it is, it came out of JSON.parse
    const found = (JSON.parse(text) as { readonly context?: unknown } | null)?.context
    if (typeof found === 'object' && found !== null) context = found as JsonObject
  } catch {
    // A huge event was cut when it was set aside
  }
  const channel = context?.['channel']
  return sourceOf({
    id: messageId,
    ...(context && { context }),
    ...(typeof channel === 'string' && { channel }),
  })
}
