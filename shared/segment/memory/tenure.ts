import type { TenureNode } from '../plan/plan.ts'
import { FALSE, TRUE, type Truth, UNKNOWN } from '../truth.ts'
import type { Membership } from './membership.ts'

/** What a condition on a remembered membership is at an instant, and when time alone makes it another. */
export function tenureAt(
  { is, forMs, withinMs }: TenureNode,
  membership: Membership,
  rule: Truth,
  at: number,
): { readonly truth: Truth; readonly flipsAt: number } {
  const { since } = membership
  // Out because nothing is known is neither in nor out.
  if (!membership.in && rule === UNKNOWN) return { truth: UNKNOWN, flipsAt: Infinity }
  if (membership.in !== (is === 'in')) return { truth: FALSE, flipsAt: Infinity }
  if (since === null) return { truth: withinMs === Infinity ? TRUE : FALSE, flipsAt: Infinity }
  const [from, until] = [since + forMs, since + withinMs]
  if (at < from && from < until) return { truth: FALSE, flipsAt: from }
  return at >= from && at < until ? { truth: TRUE, flipsAt: until } : { truth: FALSE, flipsAt: Infinity }
}
