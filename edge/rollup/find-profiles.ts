import type { Env } from '../env.ts'
import { askShards } from './ask-shards.ts'
import type { IndexedProfile, ProfileQuery } from './profile-query.ts'
import { toRecentCursor } from './recent-cursor.ts'

/** A page of the index. */
export interface ProfilePage {
  readonly profiles: readonly IndexedProfile[]
  /** To be given as `after` for the next page; null: this is the last. */
  readonly next: string | null
  /** Shards that did not answer: their profiles are not among these. */
  readonly missingShards: readonly number[]
}

/** Asks every shard for a page of what it has, and puts them together. */
export async function findProfiles(env: Env, site: string, query: ProfileQuery): Promise<ProfilePage> {
  const { answers, missing } = await askShards(env, site, (shard) => shard.profiles(query))
  // `as`: the shards wrote them
  const pages = answers.map((answer) => JSON.parse(answer) as IndexedProfile[])
  const isRecent = query.recentAfter !== undefined
  const found = pages.flat().toSorted(isRecent ? byRecency : byKey)
  const profiles = found.slice(0, query.limit)
  const last = profiles.at(-1)
  // A shard that filled its page may have more
  const hasMore = found.length > query.limit || pages.some((page) => page.length === query.limit)
  const next = hasMore && last !== undefined ? (isRecent ? cursorOf(last) : last.key) : null
  return { profiles, next, missingShards: missing }
}

function byKey(a: IndexedProfile, b: IndexedProfile): number {
  return a.key < b.key ? -1 : 1
}

function byRecency(a: IndexedProfile, b: IndexedProfile): number {
  return a.seenAt === b.seenAt ? byKey(a, b) : a.seenAt < b.seenAt ? 1 : -1
}

function cursorOf({ seenAt, key }: IndexedProfile): string {
  return toRecentCursor({ seenAt: Date.parse(seenAt), key })
}
