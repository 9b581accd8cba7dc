/** A place in the list of profiles, from those who were there last on. */
export interface RecentPlace {
  /** Epoch ms. */
  readonly seenAt: number
  readonly key: string
}

/** The place as text, to be given for the next page. */
export function toRecentCursor({ seenAt, key }: RecentPlace): string {
  return `${seenAt}~${key}`
}

/** Reads a place; the empty text is the beginning. Null: it is none. */
export function readRecentCursor(text: string): RecentPlace | null {
  if (text === '') return { seenAt: Number.MAX_SAFE_INTEGER, key: '' }
  const match = /^(\d{1,15})~(.+)$/s.exec(text)
  return match && { seenAt: Number(match[1]), key: match[2]! }
}
