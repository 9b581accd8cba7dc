import { compilePlan } from '../plan/compile-plan.ts'
import type { Plan } from '../plan/plan.ts'
import { referencesOfSegment } from '../references-of.ts'

const restricted = new WeakMap<Plan, Map<string, Plan>>()

/** The plan of one segment and of those that it refers to. */
export function restrictPlan(plan: Plan, segmentId: string): Plan {
  const kept = restricted.get(plan) ?? new Map<string, Plan>()
  restricted.set(plan, kept)
  const known = kept.get(segmentId)
  if (known) return known
  const byId = new Map(plan.segments.map(({ segment }) => [segment.id, segment]))
  const wanted = new Set([segmentId])
  // A set that grows while it is walked: references of references are found in the same pass.
  for (const id of wanted) {
    const segment = byId.get(id)
    if (segment) for (const reference of referencesOfSegment(segment)) wanted.add(reference)
  }
  // What is remembered stays so, though those who ask for it are left out.
  const remembered = plan.remembering.flatMap((index) => plan.segments[index]?.segment.id ?? [])
  const part = compilePlan(
    [...byId.values()].filter(({ id }) => wanted.has(id)),
    plan.options,
    new Set(remembered),
  )
  kept.set(segmentId, part)
  return part
}
