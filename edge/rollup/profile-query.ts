import type { Contribution } from './contribution.ts'
import { isFoundBy, type Search } from './found-by.ts'
import type { RecentPlace } from './recent-cursor.ts'

/** Which profiles of the index are asked for. */
export interface ProfileQuery {
  /** The key after which to begin. */
  readonly after: string
  /** From those who were there last on, after this place; absent: in the order of their keys. */
  readonly recentAfter?: RecentPlace
  readonly limit: number
  /** Only members of this segment. */
  readonly segment?: string
  readonly userId?: string
  /** Only those with just these traits, as text. */
  readonly traits?: Readonly<Record<string, string>>
  /** Only those who are found by it. */
  readonly search?: Search
  /** Only those of whose events some were set aside from this day on, counted from 1970-01-01; of one kind, or of any. */
  readonly violated?: { readonly since: number; readonly type?: string }
  /** Only those seen at or after it; epoch ms. */
  readonly seenSince?: number
}

/** What the index knows of a profile. */
export interface IndexedProfile extends Pick<
  Contribution,
  'version' | 'release' | 'userId' | 'traits' | 'segments'
> {
  /** Names the profile to the admin API. */
  readonly key: string
  /** ISO 8601. */
  readonly bornAt: string
  readonly seenAt: string
}

/** Whether a profile is one of those asked for. */
export function isAskedFor(query: ProfileQuery, key: string, profile: Contribution): boolean {
  const { segments, userId, traits, seenAt } = profile
  if (query.segment !== undefined && !segments.includes(query.segment)) return false
  if (query.userId !== undefined && userId !== query.userId) return false
  if (query.seenSince !== undefined && seenAt < query.seenSince) return false
  if (query.search !== undefined && !isFoundBy(query.search, key, profile)) return false
  if (query.violated !== undefined && !isViolated(profile, query.violated)) return false
  return Object.entries(query.traits ?? {}).every(
    ([name, value]) => Object.hasOwn(traits, name) && String(traits[name]) === value,
  )
}

function isViolated(
  { intake }: Contribution,
  { since, type }: NonNullable<ProfileQuery['violated']>,
): boolean {
  return Object.entries(intake).some(
    ([day, sources]) =>
      Number(day) >= since &&
      Object.values(sources).some(({ quarantined, violations }) =>
        type === undefined ? quarantined > 0 : Object.hasOwn(violations, type),
      ),
  )
}

export function toIndexed(
  key: string,
  { version, release, userId, traits, segments, bornAt, seenAt }: Contribution,
): IndexedProfile {
  return {
    key,
    version,
    release,
    userId,
    traits,
    segments,
    bornAt: new Date(bornAt).toISOString(),
    seenAt: new Date(seenAt).toISOString(),
  }
}
