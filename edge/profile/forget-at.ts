const DAY_MS = 86_400_000

/** When something that was received then is to be forgotten: at the end of a UTC day, so that a day is forgotten at once. */
export function forgetAt(receivedAt: number, retentionMs: number): number {
  return Math.ceil((receivedAt + retentionMs) / DAY_MS) * DAY_MS
}
