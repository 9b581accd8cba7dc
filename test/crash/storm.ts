import { EventEmitter, once } from 'node:events'
import { seededRandom } from '../support/seeded-random.ts'
import type { Server } from '../support/server.ts'
import { createPageClient, createServerClient } from './client.ts'
import type { Client } from './client.ts'
import { ConnectionLost, createPost } from './post.ts'

const concurrency = 24

export interface Storm {
  readonly clients: readonly Client[]
  /** Calls without an answer: killed before, while or after they were committed, or the answer was lost. */
  readonly interrupted: number
}

/**
 * Visitors, ever new ones, send without a pause while the server is killed and started again on its state, `kills`
 * times. At the end every visitor has had everything acknowledged, and the server was killed once more.
 */
export async function runStorm(server: Server, options: { kills: number; seed: number }): Promise<Storm> {
  const random = seededRandom(options.seed)
  const between = (low: number, high: number): number => low + Math.floor(random() * (high - low + 1))
  // a kill between commit and answer is rare; a network that loses answers has the same effect
  const post = createPost(() => random() < 0.02)
  const clients: Client[] = []
  const nextClient = (): Client => {
    const number = clients.length
    const client =
      number % 2 === 0
        ? createPageClient(server, `storm-${options.seed}-stream-${number}`, post)
        : createServerClient(server, `customer-${number}`, post)
    clients.push(client)
    return client
  }

  const progress = new EventEmitter()
  let answers = 0
  let interrupted = 0
  let isUp = true
  let isOver = false

  const keepSending = async (): Promise<void> => {
    let client = nextClient()
    let visitEnds = between(1, 30)
    let isPending = false
    let failures = 0
    while (!isOver || isPending) {
      try {
        // the first call of a visitor is killed as often as any other
        if (!isPending && (visitEnds -= 1) < 0) {
          client = nextClient()
          visitEnds = between(1, 30)
        }
        isPending = true
        await client.send(between(1, 5))
        isPending = false
        answers += 1
        progress.emit('answer')
      } catch (error) {
        if (!(error instanceof ConnectionLost)) throw error
        interrupted += 1
        if (!isUp) await once(progress, 'up')
        // nobody killed it, and it does not answer
        else if ((failures += 1) > 1_000) throw error
      }
    }
  }
  const killOften = async (): Promise<void> => {
    for (let kill = 1; kill <= options.kills; kill += 1) {
      const enough = answers + between(50, 400)
      while (answers < enough) await once(progress, 'answer')
      isUp = false
      await server.kill()
      await server.restart()
      isUp = true
      progress.emit('up')
    }
    isOver = true
  }

  progress.setMaxListeners(concurrency + 1)
  await Promise.all([killOften(), ...Array.from({ length: concurrency }, keepSending)])
  await server.kill()
  await server.restart()
  return { clients, interrupted }
}
