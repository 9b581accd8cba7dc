import { isSessionEventName, SESSION_ENDED } from '../session/session-event.ts'
import { eventNames } from './event-match.ts'
import { keepsPast, type PlanNode, type PlannedSessions } from './plan.ts'

/**
 * What of a plan rests on sessions; null: nothing does, and none are kept.
 *
 * @param readers The nodes that read the current session as a part of the profile.
 * @param heeded The leaves whose past matters to what is remembered.
 * @param isAsked Whether sessions are kept whatever the rules say.
 */
export function plannedSessions(
  nodes: readonly PlanNode[],
  readers: readonly number[],
  heeded: ReadonlySet<number>,
  isAsked: boolean,
): PlannedSessions | null {
  const leaves = new Set<number>()
  const followers: number[] = []
  const isAskedOf = (index: number) => (nodes[index]?.supports.length ?? 0) > 0
  let mayFlipAtEnd = readers.some(isAskedOf)
  for (const [index, node] of nodes.entries()) {
    if (!keepsPast(node)) continue
    const names = node.leaf.matches.flatMap(eventNames)
    if (node.leaf.follow) followers.push(index)
    else if (!names.some(isSessionEventName)) continue
    leaves.add(index)
    mayFlipAtEnd ||=
      isAskedOf(index) && (node.leaf.isOfCurrentSession === true || names.includes(SESSION_ENDED))
  }
  if (leaves.size === 0 && readers.length === 0 && !isAsked) return null
  return {
    leaves,
    followers,
    mayFlipAtEnd,
    isHeeded: [...leaves, ...readers].some((index) => heeded.has(index)),
  }
}
