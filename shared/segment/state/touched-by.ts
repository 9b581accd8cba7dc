import type { ProfileEvent } from '../../event/profile-event.ts'
import type { Plan } from '../plan/plan.ts'

/** The leaves that an event touches, each with the bits of the roles in which it fits. */
export function touchedBy(plan: Plan, event: ProfileEvent): Map<number, number> {
  const touched = new Map<number, number>()
  plan.events.find(event, (node, role) => touched.set(node, (touched.get(node) ?? 0) | role))
  return touched
}
