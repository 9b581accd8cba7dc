import type { Contribution } from './contribution.ts'

/** What somebody looks for, without knowing what it is. */
export interface Search {
  /** In lower case. */
  readonly text: string
  /** The profiles that it names by itself: as a visitor's, an anonymous or a user id, or as a key. */
  readonly keys: readonly string[]
}

/** Whether a profile is found by what was typed: by its key, or by the beginning of its user id or of a word in a trait. */
export function isFoundBy(
  { text, keys }: Search,
  key: string,
  { userId, traits }: Pick<Contribution, 'userId' | 'traits'>,
): boolean {
  if (keys.includes(key)) return true
  return [userId, ...Object.values(traits)].some((value) => {
    if (value === null) return false
    const known = String(value).toLowerCase()
    return known.startsWith(text) || known.includes(` ${text}`)
  })
}
