import type { PageContext } from '../../shared/event/index.ts'

/** Which moment of a profile is asked for. */
export interface AskedMoment {
  /** Epoch ms; null: now. */
  readonly at: number | null
  readonly page: PageContext | null
  readonly release: AskedRelease
}

/**
 * Which release is to decide.
 *
 * - `then`: the one that was in force, as the site knows it; at least the one that the profile knew.
 * - `number`: this one.
 * - `document`: one that nobody has published: a `Release` as JSON.
 */
export type AskedRelease =
  | { readonly type: 'then' | 'number'; readonly number: number }
  | { readonly type: 'document'; readonly release: string }

/** A moment as JSON, or why there is none. */
export type MomentAnswer =
  | { readonly type: 'moment'; readonly moment: string }
  /** Nothing is known of this profile at that time. */
  | { readonly type: 'before'; readonly beginsAt: number; readonly isForgotten: boolean }
  /** Nothing ever was. */
  | { readonly type: 'nothing' }
