import { EventEmitter, once } from 'node:events'
import { seededRandom } from '../support/seeded-random.ts'
import type { Server } from '../support/server.ts'
import { ConnectionLost, createPageClient, createServerClient } from './client.ts'
import type { Client } from './client.ts'

export interface Storm {
  readonly clients: readonly Client[]
  /** Calls whose connection broke: killed before, while or after they were committed. */
  readonly interrupted: number
}

/**
 * Many visitors send without a pause while the server is killed and started again on its state, `kills` times. At the
 * end every visitor has had everything acknowledged, and the server was killed once more.
 */
export async function runStorm(server: Server, options: { kills: number; seed: number }): Promise<Storm> {
  const random = seededRandom(options.seed)
  const between = (low: number, high: number): number => low + Math.floor(random() * (high - low + 1))
  const clients = Array.from({ length: 24 }, (_, index) =>
    index % 2 === 0
      ? createPageClient(server, `storm-${options.seed}-stream-${index}`)
      : createServerClient(server, `customer-${index}`),
  )

  const progress = new EventEmitter()
  let answers = 0
  let interrupted = 0
  let isUp = true
  let isOver = false

  const keepSending = async (client: Client): Promise<void> => {
    let isPending = false
    let failures = 0
    while (!isOver || isPending) {
      try {
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
        else if ((failures += 1) > 100) throw error
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

  progress.setMaxListeners(clients.length + 1)
  await Promise.all([killOften(), ...clients.map(keepSending)])
  await server.kill()
  await server.restart()
  return { clients, interrupted }
}
