import type { Facts, ProfileEvent } from '../../shared/event/index.ts'
import type { SegmentExplanation } from '../../shared/segment/index.ts'
import type { Counts } from './profile-state.ts'
import type { WaitingEvent } from './quarantine-store.ts'

/** What is known of a profile, for the console and for audits. */
export interface ProfileReport {
  /** When it was read; everything in it holds for this instant. ISO 8601. */
  readonly now: string
  readonly version: number
  readonly release: number
  readonly bornAt: string
  /** What came up to then is forgotten, but for what rules remember of it; null: nothing is. ISO 8601. */
  readonly logStartsAt: string | null
  readonly segments: readonly string[]
  readonly explain: readonly SegmentExplanation[]
  readonly traits: Readonly<Record<string, unknown>>
  /** The values of the site's computed traits; null: there is none. */
  readonly computed: Readonly<Record<string, unknown>>
  /** The current session; null: none are kept, because nothing asks for them. */
  readonly session: Readonly<Record<string, unknown>> | null
  readonly facts: Facts
  readonly counts: Counts
  /** In the order in which rules see them. */
  readonly events: readonly ProfileEvent[]
  /** What was set aside in the last week, as far as it is kept. */
  readonly quarantined: readonly WaitingEvent[]
  readonly nextFlipAt: string | null
  /** Timed work that went wrong and has not gone well since: how often, and when it may be tried again. */
  readonly setbacks: readonly {
    readonly name: string
    readonly attempts: number
    readonly strikes: number
    /** ISO 8601. */
    readonly notBefore: string
    /** The object died of it so often that it is tried once a day only. */
    readonly isDead: boolean
  }[]
  /** Rows written and calls taken since the object woke up. */
  readonly rowsWritten: number
  readonly calls: number
}
