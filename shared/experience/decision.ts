import type { JsonObject } from '../json.ts'
import type { SlotPolicy } from './slot-policy.ts'

/**
 * Why a slot shows what it shows; OpenFeature's words.
 *
 * - `TARGETING_MATCH`: an experience's segment matched.
 * - `SPLIT`: an experiment matched, and hashing chose the variant.
 * - `DEFAULT`: no experience matched.
 * - `HOLDOUT`: one matched, but the visitor is held out of it.
 * - `STALE`: kept from an earlier answer, not confirmed yet (set by the SDK only).
 * - `DISABLED`: the slot is not in the release.
 * - `ERROR`: deciding failed; the page keeps its own content.
 */
export type Reason = 'TARGETING_MATCH' | 'SPLIT' | 'DEFAULT' | 'HOLDOUT' | 'STALE' | 'DISABLED' | 'ERROR'

/** What one slot shows to one visitor, and why. */
export interface Decision {
  readonly reason: Reason
  /** The experience that decided, also for `HOLDOUT`; null where none did. */
  readonly experience: string | null
  /** The variant's id; null where the default shows. */
  readonly variant: string | null
  /** Rendered markup for a `data-ew-slot` element; null means: leave the page's own. */
  readonly html: string | null
  /** The slot's typed fields, for code; the slot's default fields where no variant was chosen. */
  readonly fields: JsonObject | null
  /** The release that decided. */
  readonly release: number
  /** When what the slot's element shows may change, as the site has it. @default 'now' */
  readonly policy?: SlotPolicy
}
