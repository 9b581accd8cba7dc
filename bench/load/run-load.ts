import { Agent } from 'node:http'
import type { InteractResponse } from '../../shared/event/visitor-state.ts'
import { createInteractBody } from '../interact/interact-body.ts'
import { post } from '../interact/post.ts'
import { createWitness, enterReceipts, type Witness } from './witness.ts'

export interface LoadOptions {
  readonly url: string
  readonly writeKey: string
  readonly slots: readonly string[]
  readonly visitors: number
  /** How many calls are under way at once, each on a connection of its own. */
  readonly connections: number
  readonly calls: number
  /** A number from 0 to 1. */
  readonly random: () => number
}

/** What a load came to. */
export interface Load {
  readonly witnesses: readonly Witness[]
  readonly seconds: number
  /** How long each call took, milliseconds, ascending. */
  readonly latencies: readonly number[]
}

const MAX_EVENTS_A_CALL = 10
/** The share of calls that are sent again, as by a page whose answer was lost. */
const REPEATED = 0.05

/**
 * Lets visitors call from many connections, each visitor from several at once, as tabs do, and keeps every receipt. Ends when
 * every event of every call is acknowledged.
 */
export async function runLoad(options: LoadOptions): Promise<Load> {
  const { url, writeKey, slots, visitors, connections, calls, random } = options
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const witnesses = Array.from({ length: visitors }, createWitness)
  const latencies: number[] = []
  const upTo = (most: number): number => Math.floor(random() * most)

  const call = async (witness: Witness, body: string): Promise<void> => {
    const startedAt = performance.now()
    // `as`: the contract of POST /v1/interact
    const answer = JSON.parse(await post(agent, `${url}/v1/interact`, body)) as InteractResponse
    latencies.push(performance.now() - startedAt)
    if (typeof answer.anonymousId === 'string' && witness.visitor.id === undefined)
      witness.visitor = { ...witness.visitor, id: answer.anonymousId }
    enterReceipts(witness, body, answer.receipts)
  }
  const next = (witness: Witness): string => {
    const repeated = random() < REPEATED ? witness.calls[upTo(witness.calls.length)] : undefined
    if (repeated !== undefined) return repeated
    const shape = { writeKey, slots, eventsACall: 1 + upTo(MAX_EVENTS_A_CALL) }
    const body = createInteractBody(witness.visitor, shape, Date.now())
    witness.calls.push(body)
    witness.open.add(body)
    return body
  }

  const startedAt = performance.now()
  let made = 0
  const keepCalling = async (): Promise<void> => {
    while (made < calls) {
      made += 1
      const witness = witnesses[upTo(visitors)]!
      await call(witness, next(witness))
    }
  }
  await Promise.all(Array.from({ length: connections }, keepCalling))
  const seconds = (performance.now() - startedAt) / 1000

  const measured = latencies.toSorted((a, b) => a - b)
  for (const witness of witnesses) {
    while (witness.open.size > 0) for (const body of witness.open) await call(witness, body)
  }
  agent.destroy()
  return { witnesses, seconds, latencies: measured }
}
