import type { VisitorState } from '../../shared/event/visitor-state.ts'
import type { Reason } from '../../shared/experience/decision.ts'
import { describeContent, OWN_CONTENT } from './describe-content.ts'

/** What changed between two states of a visitor. */
export interface StateDifference {
  /** Nothing was known before: what is new here may be old. */
  readonly isFirst: boolean
  /** Names of segments. */
  readonly entered: readonly string[]
  readonly left: readonly string[]
  readonly slots: readonly SlotChange[]
}

export interface SlotChange {
  readonly slot: string
  readonly from: string
  readonly to: string
  readonly reason: Reason
}

/** The part of a state that is compared, small enough to keep for the next page. */
export interface Snapshot {
  readonly segments: readonly string[]
  /** Slot → what it shows. */
  readonly contents: Readonly<Record<string, string>>
}

/** What of a state is compared. */
export function takeSnapshot({ segments, decisions }: VisitorState): Snapshot {
  const contents = Object.entries(decisions).map(([slot, decision]) => [slot, describeContent(decision)])
  return { segments, contents: Object.fromEntries(contents) as Snapshot['contents'] }
}

/** @param nameOf - a segment's name, by its id */
export function compareStates(
  before: Snapshot | undefined,
  state: VisitorState,
  nameOf: (segment: string) => string,
): StateDifference {
  const after = takeSnapshot(state)
  return {
    isFirst: before === undefined,
    entered: missingFrom(before?.segments ?? [], after.segments).map(nameOf),
    left: missingFrom(after.segments, before?.segments ?? []).map(nameOf),
    slots: Object.entries(state.decisions).flatMap(([slot, { reason }]) => {
      const from = before?.contents[slot] ?? OWN_CONTENT
      const to = after.contents[slot] ?? OWN_CONTENT
      return from === to ? [] : [{ slot, from, to, reason }]
    }),
  }
}

function missingFrom(some: readonly string[], others: readonly string[]): readonly string[] {
  return others.filter((other) => !some.includes(other))
}
