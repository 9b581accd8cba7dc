import type { JsonObject } from '../../shared/json.ts'
import type { LoadedRelease } from '../../shared/release/index.ts'
import { memberships, traits } from '../../shared/segment/index.ts'
import { identifiedAs } from '../profile/identified-as.ts'
import type { AskedSlots } from '../profile/asked-slots.ts'
import type { Intake } from '../profile/intake.ts'
import { noteType, type Observed } from '../profile/observe.ts'
import type { Counts, ProfileState } from '../profile/profile-state.ts'
import type { Exposure } from '../profile/tally.ts'

/** The traits that a profile can be found by: so many, and texts so long. */
const MAX_TRAITS = 50
const MAX_TEXT_LENGTH = 200

/** What became of the messages that a profile was sent, and how many events were more than a day late. */
export type IngestionCounts = Counts & { readonly late: number }

/**
 * What one profile adds to the sums of its site, whole and not as a difference: told again it changes nothing, a newer one
 * takes the place of an older one, and one that was lost is made good by the next.
 */
export interface Contribution {
  /** The profile's version that it was made of. */
  readonly version: number
  /** Up to when time had passed for it; epoch ms. */
  readonly at: number
  readonly release: number
  /** Of the release's segments: which ones the memberships speak of. */
  readonly segmentsHash: string
  /** Epoch ms. */
  readonly bornAt: number
  readonly seenAt: number
  /** Whether a page of theirs was open to be told what changes. */
  readonly open: boolean
  readonly userId: string | null
  readonly traits: Readonly<Record<string, string | number | boolean>>
  readonly segments: readonly string[]
  /** The experiences whose own rule it meets. */
  readonly audiences: readonly string[]
  /** Since when it is a member of each, epoch ms. */
  readonly enteredAt: Readonly<Record<string, number>>
  /** The site's, in which days are counted. */
  readonly timezone: string
  /** Which events it sent and what they carried, and what its traits are: types, no values. */
  readonly observed: Observed
  readonly traitTypes: Readonly<Record<string, string>>
  /** Which slots its pages asked for. */
  readonly slots: AskedSlots
  readonly counts: IngestionCounts
  /** What came on each of the last days, by source. */
  readonly intake: Intake
  readonly exposures: readonly Pick<Exposure, 'slot' | 'experience' | 'variant' | 'views' | 'conversions'>[]
}

export function contributionOf(
  state: ProfileState,
  { plan, segmentIds, segmentsHash, site }: LoadedRelease,
  open: boolean,
): Contribution {
  const { tally } = state
  const all = traits(state.segments)
  const memberOf = [...memberships(plan, state.segments)]
  const segments = memberOf.filter((id) => segmentIds.has(id))
  return {
    version: state.seq,
    at: state.now,
    release: state.release,
    segmentsHash,
    bornAt: state.bornAt,
    seenAt: tally.seenAt,
    open,
    userId: identifiedAs(state),
    traits: findable(all),
    segments,
    audiences: memberOf.filter((id) => !segmentIds.has(id)),
    enteredAt: Object.fromEntries(segments.map((id) => [id, state.segments.members[id] ?? state.now])),
    timezone: site.timezone,
    observed: tally.observed,
    traitTypes: typesOf(all),
    slots: tally.slots,
    counts: { ...state.counts, late: tally.late },
    intake: tally.intake,
    exposures: Object.values(tally.exposures).map(({ slot, experience, variant, views, conversions }) => ({
      slot,
      experience,
      variant,
      views,
      conversions,
    })),
  }
}

function typesOf(all: JsonObject): Record<string, string> {
  const types: Record<string, string> = {}
  for (const [name, value = null] of Object.entries(all)) noteType(types, name, value)
  return types
}

function findable(all: JsonObject): Contribution['traits'] {
  const found: Record<string, string | number | boolean> = {}
  for (const [name, value] of Object.entries(all).slice(0, MAX_TRAITS)) {
    const isText = typeof value === 'string' && value.length <= MAX_TEXT_LENGTH
    if (isText || typeof value === 'number' || typeof value === 'boolean') found[name] = value
  }
  return found
}
