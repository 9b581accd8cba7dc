import { performance } from 'node:perf_hooks'
import type { FactBag } from './facts.ts'
import type { Peer } from './peers.ts'

/** Microseconds to evaluate all rules once: what a peer does for an event. */
export async function measurePeer(peer: Peer, facts: FactBag, budgetMs: number): Promise<number> {
  await peer.evaluate(facts)
  let rounds = 0
  const started = performance.now()
  let elapsed = 0
  while (rounds < 3 || elapsed < budgetMs) {
    await peer.evaluate(facts)
    rounds++
    elapsed = performance.now() - started
  }
  return (elapsed * 1000) / rounds
}
