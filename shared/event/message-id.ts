/** An SDK message id taken apart. Sequences of a stream start at 1 and have no gaps when nothing was lost. */
export interface StreamMessageId {
  readonly stream: string
  readonly sequence: number
}

const FORM = /^ew1\.([A-Za-z0-9_-]{16,64})\.([1-9]\d{0,8})$/

/**
 * Takes an SDK message id `ew1.<stream>.<sequence>` apart; null for any other id (no UUID can take this form).
 *
 * @example parseMessageId('ew1.Q2x5b3VkZmxhcmU-_x.7') // { stream: 'Q2x5b3VkZmxhcmU-_x', sequence: 7 }
 */
export function parseMessageId(id: string): StreamMessageId | null {
  const match = FORM.exec(id)
  return match ? { stream: match[1]!, sequence: Number(match[2]) } : null
}
