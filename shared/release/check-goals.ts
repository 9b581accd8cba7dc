import { checkConditions, type Finding } from '../segment/index.ts'
import type { SiteConfig } from './site-config.ts'

/** Holds goals against the catalogue, as rules that sum the goal's value. */
export function checkGoals({ goals, catalogue }: SiteConfig): Finding[] {
  const roots = goals.map(({ event, value }, index) => ({
    condition: {
      kind: 'event' as const,
      event,
      window: 'ever' as const,
      ...(value !== undefined && { agg: { sum: value } }),
    },
    path: ['goals', index],
  }))
  return checkConditions(roots, catalogue).map(({ type, issue }) => ({
    type,
    issue: { ...issue, pointer: issue.pointer.replace(/\/agg\/sum$/, '/value') },
  }))
}
