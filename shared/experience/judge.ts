import type { JsonObject } from '../json.ts'
import { matchesWhere } from '../segment/index.ts'
import type { CompiledExperience } from './content.ts'
import type { Verdict } from './verdict.ts'

/** What an experience asks about a visitor. */
export interface Visitor {
  readonly memberships: ReadonlySet<string>
  readonly unit: string | null
  readonly now: number
  /** The page as page conditions see it; null where it is not known. Asked only by experiences that have one. */
  readonly page: () => JsonObject | null
}

const DISABLED: Verdict = { type: 'disabled' }
const OTHER_PAGE: Verdict = { type: 'other-page' }
const OTHER_AUDIENCE: Verdict = { type: 'other-audience' }
const NOT_YET: Verdict = { type: 'not-yet' }
const OVER: Verdict = { type: 'over' }
const NO_UNIT: Verdict = { type: 'no-unit' }
const HELD_OUT: Verdict = { type: 'held-out' }
const NO_TRAFFIC: Verdict = { type: 'no-traffic' }

/**
 * Whether an experience shows to a visitor, and which variant. The schedule is asked after page and audience, so that
 * only those whom it would reach wait for its next boundary.
 */
export function judge(experience: CompiledExperience, visitor: Visitor): Verdict {
  const { unit, now } = visitor
  if (!experience.enabled) return DISABLED
  if (experience.page !== null) {
    const page = visitor.page()
    if (page === null || !matchesWhere(experience.page, page, now)) return OTHER_PAGE
  }
  if (experience.audience !== null && !visitor.memberships.has(experience.audience)) return OTHER_AUDIENCE
  if (now < experience.from) return NOT_YET
  if (now >= experience.to) return OVER
  if (!experience.needsUnit) return experience.certain
  // Shown now, it might have to be taken away once the visitor has an id: then better not at all
  if (unit === null) return NO_UNIT
  if (experience.isHeldOut(unit)) return HELD_OUT
  if (!experience.isInTraffic(unit)) return NO_TRAFFIC
  return { type: 'shows', variant: experience.choose(unit) }
}
