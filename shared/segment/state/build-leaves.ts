import type { LeafState } from '../leaf/leaf.ts'
import type { LogReader } from '../log-reader.ts'
import { type ComputedNode, type HistoryNode, keepsPast, type Plan } from '../plan/plan.ts'
import { createSessions, type Sessions } from '../session/sessions.ts'
import { eventsOf } from '../session/with-sessions.ts'
import { touchedBy } from './touched-by.ts'

/** What a log makes of some leaves, and of the sessions; null: none were asked for. */
export interface Built {
  readonly leaves: Record<string, LeafState>
  readonly sessions: Sessions | null
}

/** Builds leaves from the whole log up to an instant, by one scan. Leaves that nothing touches are not in the answer. */
export function buildLeaves(
  plan: Plan,
  isWanted: (node: HistoryNode | ComputedNode, index: number) => boolean,
  log: LogReader,
  until: number,
): Built {
  const leaves: Record<string, LeafState> = {}
  const sessions = plan.sessions ? createSessions() : null
  for (const { event, session } of eventsOf(log, sessions, until)) {
    for (const [index, roles] of touchedBy(plan, event)) {
      const node = plan.nodes[index]
      if (!keepsPast(node) || !isWanted(node, index)) continue
      node.leaf.apply((leaves[node.hash] ??= node.leaf.create()), event, roles, session)
    }
  }
  const open = sessions?.open.map(({ number }) => number) ?? []
  for (const index of plan.sessions?.followers ?? []) {
    const node = plan.nodes[index]
    if (!keepsPast(node)) continue
    const leaf = leaves[node.hash]
    if (leaf) node.leaf.follow?.(leaf, open)
  }
  return { leaves, sessions }
}
