import type { Plan } from '../plan/plan.ts'
import { createTimers, type Timers } from './timers.ts'

/**
 * For each segment the earliest instant at which time alone may change its membership. Bounds are cheap to keep; only
 * the one that comes first has to be made exact, and only when somebody asks.
 */
export interface Forecast {
  readonly bounds: Timers
  /** The segments whose bound is the instant itself. */
  readonly exact: Set<number>
}

/** Bounds every segment that time may change by the first flip of its leaves. */
export function createForecast(
  plan: Plan,
  leafTimers: Timers,
  mayChange: (segment: number) => boolean,
): Forecast {
  const forecast: Forecast = { bounds: createTimers(), exact: new Set() }
  for (const [index, { leaves }] of plan.segments.entries()) {
    if (mayChange(index)) forecast.bounds.set(index, firstFlip(leaves, leafTimers))
  }
  return forecast
}

/** A leaf's own instant moved from `before`: up to the earlier of the two, nothing else can have changed. */
export function leafMoved(
  plan: Plan,
  forecast: Forecast,
  leafTimers: Timers,
  leaf: number,
  before: number,
): void {
  lower(plan, forecast, leaf, Math.min(before, leafTimers.dueOf(leaf)))
}

/** A leaf flipped: flips of the others that made no difference may make one now. */
export function leafFlipped(plan: Plan, forecast: Forecast, leafTimers: Timers, leaf: number): void {
  for (const segment of plan.nodes[leaf]?.supports ?? []) {
    const bound = firstFlip(plan.segments[segment]?.leaves ?? [], leafTimers)
    forecast.bounds.set(segment, bound)
    forecast.exact.delete(segment)
  }
}

function lower(plan: Plan, { bounds, exact }: Forecast, leaf: number, bound: number): void {
  for (const segment of plan.nodes[leaf]?.supports ?? []) {
    bounds.set(segment, Math.min(bounds.dueOf(segment), bound))
    exact.delete(segment)
  }
}

function firstFlip(leaves: readonly number[], leafTimers: Timers): number {
  let first = Infinity
  for (const leaf of leaves) first = Math.min(first, leafTimers.dueOf(leaf))
  return first
}
