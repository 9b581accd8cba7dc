import type { ProfileEvent } from '../../shared/event/profile-event.ts'
import { parseDuration } from '../../shared/segment/index.ts'
import type { Rule, Subject } from './workload.ts'

/** What the peers are given: counts by name, and the trait. */
export type FactBag = Record<string, number>

/** The names of a rule's two counts. */
export function factNames(rule: Rule): { did: string; never: string } {
  return { did: `${nameOf(rule.did)}_${rule.window}`, never: `${nameOf(rule.never)}_ever` }
}

/** Counts what the rules ask for, the slow way. */
export function countFacts(rules: readonly Rule[], events: readonly ProfileEvent[], now: number): FactBag {
  const facts: FactBag = { score: 50 }
  for (const rule of rules) {
    const names = factNames(rule)
    facts[names.did] ??= count(rule.did, events, now - (parseDuration(rule.window) ?? 0))
    facts[names.never] ??= count(rule.never, events, -Infinity)
  }
  return facts
}

function count({ event, item }: Subject, events: readonly ProfileEvent[], after: number): number {
  return events.filter(
    ({ name, at, properties }) => name === event && at > after && properties?.['item'] === item,
  ).length
}

function nameOf({ event, item }: Subject): string {
  return `${event}_${item}`.replaceAll(/\W/g, '')
}
