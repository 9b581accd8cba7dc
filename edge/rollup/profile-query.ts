import type { Contribution } from './contribution.ts'

/** Which profiles of the index are asked for. */
export interface ProfileQuery {
  /** The key after which to begin. */
  readonly after: string
  readonly limit: number
  /** Only members of this segment. */
  readonly segment?: string
  readonly userId?: string
  /** Only those with just these traits, as text. */
  readonly traits?: Readonly<Record<string, string>>
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
export function isAskedFor(query: ProfileQuery, { segments, userId, traits, seenAt }: Contribution): boolean {
  if (query.segment !== undefined && !segments.includes(query.segment)) return false
  if (query.userId !== undefined && userId !== query.userId) return false
  if (query.seenSince !== undefined && seenAt < query.seenSince) return false
  return Object.entries(query.traits ?? {}).every(
    ([name, value]) => Object.hasOwn(traits, name) && String(traits[name]) === value,
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
