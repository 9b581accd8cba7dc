import type { Case, Pair } from './rounds.ts'
import { type Spread, spreadOf } from './spread.ts'

/** A case over all rounds. Ratios are taken within a round and then summarised: what slows the machine slows both. */
export interface Result {
  readonly disk: boolean
  readonly release: string
  readonly profiles: 'new' | 'warm'
  readonly eventsACall: number
  /** CPU microseconds a call. */
  readonly oursCpu: Spread
  readonly bareCpu: Spread
  /** bare ÷ ours: 1 is the platform's own floor. */
  readonly ratio: Spread
  readonly oursCallsASecond: Spread
  readonly bareCallsASecond: Spread
}

export function summarise({ release, workload }: Case, pairs: readonly Pair[], disk: boolean): Result {
  return {
    disk,
    release,
    profiles: workload.profiles,
    eventsACall: workload.eventsACall,
    oursCpu: spreadOf(pairs.map(({ ours }) => ours.cpuMicros)),
    bareCpu: spreadOf(pairs.map(({ bare }) => bare.cpuMicros)),
    ratio: spreadOf(pairs.map(({ ours, bare }) => bare.cpuMicros / ours.cpuMicros)),
    oursCallsASecond: spreadOf(pairs.map(({ ours }) => ours.callsASecond)),
    bareCallsASecond: spreadOf(pairs.map(({ bare }) => bare.callsASecond)),
  }
}
