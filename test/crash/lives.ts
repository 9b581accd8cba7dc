import { EventEmitter, once } from 'node:events'
import type { ProfileReport } from '../../edge/profile/profile-report.ts'
import type { Receipt } from '../../shared/event/index.ts'
import { membershipAt } from '../differential/oracle.ts'
import { createRandom } from '../differential/random.ts'
import type { Server } from '../support/server.ts'
import { ConnectionLost, createPost } from './post.ts'
import { type LivingVisitor, toWire } from './visitors.ts'

const CONCURRENCY = 6

export interface LivesOptions {
  readonly seed: number
  readonly kills: number
  /** Called with each visitor and what the edge says of them: after every restart, and at the end. */
  readonly look: (visitor: LivingVisitor, report: ProfileReport, acknowledged: ReadonlySet<string>) => void
}

/**
 * Sends what happens to the visitors, several of them in one call and several calls at once, while the server is killed
 * and started again. What was not acknowledged is sent again.
 *
 * @returns The number of calls without an answer.
 */
export async function runLives(
  server: Server,
  visitors: readonly LivingVisitor[],
  { seed, kills, look }: LivesOptions,
): Promise<number> {
  const random = createRandom(seed)
  const post = createPost(() => random.chance(0.05))
  const acknowledged = new Set<string>()
  const calls = inCalls(visitors, (most) => random.integer(1, most))
  const killAfter = Array.from({ length: kills }, () => random.integer(1, calls.length - 1)).toSorted(
    (a, b) => a - b,
  )
  const progress = new EventEmitter()
  progress.setMaxListeners(CONCURRENCY + 1)
  let answers = 0
  let interrupted = 0
  let isUp = true

  const send = async (batch: readonly unknown[]): Promise<void> => {
    for (;;) {
      if (!isUp) await once(progress, 'up')
      try {
        const authorization = `Basic ${Buffer.from(`${server.serverKey}:`).toString('base64')}`
        // `as`: the edge's own answer
        const { receipts } = (await post(`${server.url}/v1/batch`, { authorization }, { batch })) as {
          receipts: readonly Receipt[]
        }
        for (const { messageId, status, reason } of receipts) {
          if (status !== 'accepted' && status !== 'duplicate')
            throw new Error(`${messageId} was answered ${status}: ${reason ?? ''}`)
          acknowledged.add(messageId)
        }
        answers += 1
        progress.emit('answer')
        return
      } catch (error) {
        if (!(error instanceof ConnectionLost)) throw error
        interrupted += 1
      }
    }
  }
  const sendInTurn = async (): Promise<void> => {
    for (let batch = calls.shift(); batch; batch = calls.shift()) await send(batch)
  }
  const lookAtAll = async (): Promise<void> => {
    for (const visitor of visitors) {
      const known = new Set(acknowledged)
      const report = await reportOf(server, visitor)
      if (report) look(visitor, report, known)
      else if (visitor.events.some(({ id }) => known.has(id))) throw new Error(`${visitor.userId} is lost`)
    }
  }
  const killOften = async (): Promise<void> => {
    for (const enough of killAfter) {
      while (answers < enough) await once(progress, 'answer')
      isUp = false
      await server.kill()
      await server.restart()
      await lookAtAll()
      isUp = true
      progress.emit('up')
    }
  }

  await Promise.all([killOften(), ...Array.from({ length: CONCURRENCY }, sendInTurn)])
  await lookAtAll()
  await server.kill()
  await server.restart()
  await lookAtAll()
  return interrupted
}

/** The visitors' events, each visitor's in their order, mixed into calls of a few. */
function inCalls(visitors: readonly LivingVisitor[], upTo: (most: number) => number): unknown[][] {
  const waiting = visitors.map(({ userId, events }) => events.map((event) => toWire(event, userId)))
  const calls: unknown[][] = []
  let call: unknown[] = []
  let size = upTo(6)
  while (waiting.some((events) => events.length > 0)) {
    const next = waiting[upTo(waiting.length) - 1]?.shift()
    if (!next) continue
    call.push(next)
    if (call.length < size) continue
    calls.push(call)
    call = []
    size = upTo(6)
  }
  return call.length > 0 ? [...calls, call] : calls
}

async function reportOf(server: Server, { userId }: LivingVisitor): Promise<ProfileReport | null> {
  const response = await fetch(`${server.url}/api/sites/${server.site}/profiles/user:${userId}`, {
    headers: { authorization: `Bearer ${server.adminToken}` },
  })
  if (response.status === 404) return null
  if (!response.ok) throw new Error(`${userId}: ${response.status} ${await response.text()}`)
  // `as`: the edge wrote it
  return (await response.json()) as ProfileReport
}

/** The segments of all visitors that a visitor should be in at an instant, as a naive evaluator says. */
export function membersAt(
  visitors: readonly LivingVisitor[],
  { events, facts, bornAt }: Pick<ProfileReport, 'events' | 'facts' | 'bornAt'>,
  now: number,
): string[] {
  // A server's calls tell nothing else later
  const learned = [{ at: Date.parse(bornAt), facts }]
  return visitors.flatMap(({ segments, computedTraits, timezone }) => {
    const world = { events, facts: learned, segments, computedTraits, timezone }
    return segments.filter((segment) => membershipAt(segment, world, now).in).map(({ id }) => id)
  })
}
