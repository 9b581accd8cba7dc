import { performance } from 'node:perf_hooks'
import { memberships } from '../../shared/segment/index.ts'
import { type Spread, spreadOf } from '../interact/spread.ts'
import { countFacts } from './facts.ts'
import { measurePeer } from './measure-peer.ts'
import {
  compileRules,
  createProfile,
  measureBackfill,
  measureColdStart,
  measureEvents,
  measureNextFlip,
  stateBytes,
} from './ours.ts'
import { createPeers } from './peers.ts'
import { createEvents, createRules } from './workload.ts'

export interface Results {
  readonly repeats: number
  readonly byRules: readonly RulesResult[]
  readonly byHistory: readonly HistoryResult[]
  readonly backfillRows: number
}

export interface RulesResult {
  readonly rules: number
  readonly event: Spread
  readonly peers: readonly { readonly name: string; readonly time: Spread }[]
  readonly bytes: number
  readonly coldStartMs: number
  readonly nextFlip: number
  readonly compileMs: number
  readonly backfill: number
}

export interface HistoryResult {
  readonly history: number
  readonly event: Spread
  readonly bytes: number
}

export interface Settings {
  readonly rules: readonly number[]
  readonly histories: readonly number[]
  readonly repeats: number
  /** How many events are timed in a round. */
  readonly events: number
  readonly peerBudgetMs: number
  readonly backfillRows: number
}

const HISTORY = 10_000
const RULES_OF_HISTORIES = 1000

/** Measures ours and the peers by turns, so that a busy moment of the machine meets them all. */
export async function runBenchmark(settings: Settings, say: (line: string) => void): Promise<Results> {
  const byRules: RulesResult[] = []
  for (const rules of settings.rules) {
    say(`${rules} rules`)
    byRules.push(await measureRules(rules, settings))
  }
  const byHistory = settings.histories.map((history) => {
    say(`history of ${history}`)
    return measureHistory(history, settings)
  })
  return { repeats: settings.repeats, byRules, byHistory, backfillRows: settings.backfillRows }
}

async function measureRules(count: number, settings: Settings): Promise<RulesResult> {
  const { repeats, events: timed, peerBudgetMs, backfillRows } = settings
  const rules = createRules(count)
  const events = createEvents(HISTORY + timed)
  const before = events.slice(0, HISTORY)
  const compileStarted = performance.now()
  const plan = compileRules(rules)
  const compileMs = performance.now() - compileStarted
  const peers = createPeers(rules)
  const facts = countFacts(rules, before, before.at(-1)?.at ?? 0)
  const profile = createProfile(plan, before)

  // A benchmark of engines that disagree would say nothing.
  const members = memberships(plan, profile.state).size
  for (const peer of peers) {
    const holding = await peer.evaluate(facts)
    if (holding !== members) throw new Error(`${peer.name} finds ${holding} memberships, Edgewise ${members}`)
  }

  const ours: number[] = []
  const theirs = peers.map((): number[] => [])
  for (let round = 0; round < repeats; round++) {
    ours.push(measureEvents(createProfile(plan, before), events.slice(HISTORY)))
    for (const [index, peer] of peers.entries())
      theirs[index]?.push(await measurePeer(peer, facts, peerBudgetMs))
  }
  return {
    rules: count,
    event: spreadOf(ours),
    peers: peers.map(({ name }, index) => ({ name, time: spreadOf(theirs[index] ?? []) })),
    bytes: stateBytes(profile),
    coldStartMs: measureColdStart(profile, 20),
    nextFlip: measureNextFlip(createProfile(plan, before), events.slice(HISTORY, HISTORY + 1000)),
    compileMs,
    backfill: measureBackfill(plan, backfillRows),
  }
}

function measureHistory(history: number, { repeats, events: timed }: Settings): HistoryResult {
  const plan = compileRules(createRules(RULES_OF_HISTORIES))
  const events = createEvents(history + timed)
  const before = events.slice(0, history)
  const times = Array.from({ length: repeats }, () =>
    measureEvents(createProfile(plan, before), events.slice(history)),
  )
  return { history, event: spreadOf(times), bytes: stateBytes(createProfile(plan, before)) }
}
