import type { Decision } from '../experience/decision.ts'
import type { PreviewState } from '../preview/preview-state.ts'
import type { SegmentExplanation } from '../segment/explanation.ts'
import type { Receipt } from './receipt.ts'

/** What a visitor is and sees at one moment. */
export interface VisitorState {
  /** Grows with every change of the profile; a newer state has the larger number. 0: stateless, no profile. */
  readonly version: number
  readonly release: number
  /** Ids of the segments marked `public` that the visitor is in; in local mode, of all. */
  readonly segments: readonly string[]
  readonly decisions: Readonly<Record<string, Decision>>
  readonly debug?: VisitorDebug
}

/** Why the visitor sees what they see. Only in local mode, or with a preview token. */
export interface VisitorDebug {
  /** The edge's own compute time, milliseconds. */
  readonly computeMs: number
  readonly segments: readonly SegmentExplanation[]
  readonly traits: Readonly<Record<string, unknown>>
  /** The values of the site's computed traits; null: there is none. */
  readonly computed: Readonly<Record<string, unknown>>
  /** The current session; null: none are kept, because nothing asks for them. */
  readonly session: Readonly<Record<string, unknown>> | null
  /** The next instant at which a rule flips with no event; ISO 8601. */
  readonly nextFlipAt: string | null
  /** Slot → a sentence for each experience that was considered, in order. */
  readonly considered: Readonly<Record<string, readonly string[]>>
  /** In a preview: what is shown to whom. */
  readonly preview?: PreviewState
}

/** The answer of `POST /v1/interact`, and (without `receipts`) what a live socket pushes. A 200 means committed. */
export interface InteractResponse extends VisitorState {
  readonly receipts: readonly Receipt[]
  /** The visitor's profile was too slow: decided from the request alone. Whoever knows more goes on showing that. */
  readonly degraded?: boolean
  /** The visitor's signed id, where the script is to keep it; absent where a cookie does; null: forget yours, it is not ours. */
  readonly anonymousId?: string | null
}

/** What the edge pushes over a live socket. */
export interface LiveMessage extends VisitorState {
  readonly type: 'state'
}
