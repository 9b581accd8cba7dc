import { performance } from 'node:perf_hooks'
import type { ProfileEvent } from '../../shared/event/profile-event.ts'
import {
  advance,
  applyEvent,
  compilePlan,
  createState,
  type LogReader,
  memberships,
  nextFlipAt,
  type Plan,
  type SegmentState,
  upgradeState,
} from '../../shared/segment/index.ts'
import { createEvents, createIdentify, type Rule, toSegment } from './workload.ts'

/** Events in order need no log. */
const noLog: LogReader = { scan: () => [], facts: () => [] }

export interface Profile {
  readonly plan: Plan
  readonly state: SegmentState
}

export function compileRules(rules: readonly Rule[]): Plan {
  return compilePlan(rules.map(toSegment), { timezone: 'UTC' })
}

/** A profile that has lived through `events`. */
export function createProfile(plan: Plan, events: readonly ProfileEvent[]): Profile {
  const state = createState(plan)
  for (const event of [createIdentify(), ...events]) applyEvent(plan, state, event, event.at, noLog)
  return { plan, state }
}

/** Microseconds an event, with the memberships read after each: what the edge does for a call of one event. */
export function measureEvents({ plan, state }: Profile, events: readonly ProfileEvent[]): number {
  const started = performance.now()
  let members = 0
  for (const event of events) {
    applyEvent(plan, state, event, event.at, noLog)
    advance(plan, state, event.at, noLog)
    members += memberships(plan, state).size
  }
  const elapsed = performance.now() - started
  if (members < 0) throw new Error('unreachable: keeps the loop from being optimised away')
  return (elapsed * 1000) / events.length
}

/** Microseconds to find the next flip after an event. */
export function measureNextFlip({ plan, state }: Profile, events: readonly ProfileEvent[]): number {
  let elapsed = 0
  for (const event of events) {
    applyEvent(plan, state, event, event.at, noLog)
    const started = performance.now()
    nextFlipAt(plan, state)
    elapsed += performance.now() - started
  }
  return (elapsed * 1000) / events.length
}

/** Milliseconds from stored JSON to the first membership, with the plan in memory. */
export function measureColdStart({ plan, state }: Profile, repeats: number): number {
  const stored = JSON.stringify(state)
  const started = performance.now()
  for (let i = 0; i < repeats; i++) {
    const woken = JSON.parse(stored) as SegmentState
    advance(plan, woken, woken.clock, noLog)
  }
  return (performance.now() - started) / repeats
}

/** Log rows a second when a release brings only new rules. */
export function measureBackfill(plan: Plan, rows: number): number {
  const events = createEvents(rows)
  const last = events.at(-1)?.at ?? 0
  const empty = createState(compilePlan([], { timezone: 'UTC' }))
  const started = performance.now()
  upgradeState(plan, empty, last, { scan: () => events, facts: () => [] })
  return rows / ((performance.now() - started) / 1000)
}

export function stateBytes({ state }: Profile): number {
  return Buffer.byteLength(JSON.stringify(state))
}
