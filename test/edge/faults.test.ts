import { runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { armFault, disarmFaults, type FaultPoint } from '../../edge/faults.ts'
import { rollupObject } from '../../edge/rollup/shard.ts'
import { aFreshSite, Crowd } from './support/a-crowd.ts'
import type { Visitor } from './support/a-visitor.ts'
import { Client } from './support/client.ts'

const SECOND_MS = 1_000
const DAY_MS = 86_400_000
/** Ahead of the platform's own clock, or alarms would ring by themselves. */
const START = Math.ceil(Date.now() / DAY_MS) * DAY_MS

const client = new Client({ evict: false })

const POINTS: readonly FaultPoint[] = [
  'profile.before-commit',
  'profile.after-commit',
  'profile.before-telling',
  'profile.before-acknowledging',
  'rollup.before-commit',
  'rollup.after-commit',
  'rollup.before-visit',
]

const MODES = {
  throws: () => {
    throw new Error('a fault of this test')
  },
  dies: (ctx: DurableObjectState) => {
    ctx.abort('a fault of this test')
  },
} as const

/** Where a flow leads: the points of the matrix that it comes by. */
const FLOWS: Record<string, readonly FaultPoint[]> = {
  call: ['profile.before-commit', 'profile.after-commit'],
  'alarm that flips': ['profile.before-commit', 'profile.after-commit'],
  'alarm that tells': [
    'profile.before-telling',
    'profile.before-acknowledging',
    'rollup.before-commit',
    'rollup.after-commit',
  ],
  sweep: [
    'rollup.before-visit',
    'profile.before-telling',
    'profile.before-acknowledging',
    'rollup.before-commit',
    'rollup.after-commit',
  ],
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: START })
})
afterEach(() => {
  disarmFaults()
  vi.useRealTimers()
})

const MATRIX = Object.entries(FLOWS).flatMap(([flow, points]) =>
  points.flatMap((point) =>
    (Object.keys(MODES) as (keyof typeof MODES)[]).map((mode) => [flow, point, mode] as const),
  ),
)

test('[PRO60] every point is in the matrix', () => {
  expect(new Set(MATRIX.map(([, point]) => point))).toEqual(new Set(POINTS))
})

describe('whatever fails, and wherever', () => {
  test.each(MATRIX)(
    '[PRO61] [ROL11] nothing acknowledged is lost, nothing counted twice, and what is due is armed: %s, %s %s',
    async (flow, point, mode) => {
      const fresh = aFreshSite(1)
      const crowd = new Crowd(client, fresh)
      await crowd.publish()
      const visitors = [crowd.visitor(), crowd.visitor()]
      const messages = new Map<Visitor, Record<string, unknown>[]>()
      const say = async (visitor: Visitor, message: Record<string, unknown>) => {
        messages.set(visitor, [...(messages.get(visitor) ?? []), message])
        // Without an answer, the page sends again
        for (let attempt = 0; attempt < 3; attempt += 1) {
          try {
            const { receipts } = await visitor.send([message])
            expect(['accepted', 'duplicate']).toContain(receipts[0]?.status)
            return
          } catch (error) {
            if (!/503/.test(String(error))) throw error
          }
        }
        throw new Error('never acknowledged')
      }
      const viewed = (visitor: Visitor) => visitor.message('Product Viewed', { category: 'hiking' })
      for (const visitor of visitors) {
        await say(visitor, viewed(visitor))
        await say(visitor, visitor.message('Product Added'))
      }
      const [first] = visitors
      const ring = async (visitor: Visitor) =>
        // An object that dies in the middle has its alarm again, as after a kill
        runDurableObjectAlarm(await crowd.object(visitor)).catch(() => false)
      if (flow !== 'call' && flow !== 'alarm that flips') await crowd.settle(visitors)
      // Sums in memory are what a shard that fails may get wrong
      await crowd.counts()

      switch (flow) {
        case 'call':
          armFault(point, MODES[mode])
          await say(first!, viewed(first!))
          break
        case 'alarm that flips':
          vi.setSystemTime(START + 25 * SECOND_MS)
          armFault(point, MODES[mode])
          await ring(first!)
          break
        case 'alarm that tells':
          await say(first!, viewed(first!))
          vi.setSystemTime(Date.now() + 31 * SECOND_MS)
          armFault(point, MODES[mode])
          await ring(first!)
          break
        default: {
          await crowd.publish({
            ...fresh.site,
            // `as`: aSite wrote them
            segments: (fresh.site['segments'] as { id: string; when: object }[]).map((segment) =>
              segment.id === 'hikers' ? { ...segment, when: { ...segment.when, op: { gte: 1 } } } : segment,
            ),
          })
          vi.setSystemTime(Date.now() + 2 * SECOND_MS)
          armFault(point, MODES[mode])
          await runDurableObjectAlarm(rollupObject(env, fresh.id, 1, 0)).catch(() => false)
        }
      }
      expect(disarmFaults()).toEqual([])

      // What is left to do, its alarms do: nobody comes by
      for (let round = 0; round < 4; round += 1) {
        vi.setSystemTime(Date.now() + 31 * SECOND_MS)
        for (const visitor of visitors) {
          const object = await crowd.object(visitor)
          const at = await runInDurableObject(object, (_, { storage }) => storage.getAlarm())
          if (at !== null && at <= Date.now()) await runDurableObjectAlarm(object)
        }
        await runDurableObjectAlarm(rollupObject(env, fresh.id, 1, 0))
      }

      const counts = await crowd.counts()
      const reports = await Promise.all(visitors.map((visitor) => visitor.report()))
      for (const [index, visitor] of visitors.entries()) {
        const kept = reports[index]!.events.map(({ id }) => id)
        expect(kept.toSorted()).toEqual(
          messages
            .get(visitor)!
            .map(({ messageId }) => String(messageId))
            .toSorted(),
        )
        expect(reports[index]!.setbacks).toEqual([])
      }
      const sum = (of: (report: (typeof reports)[number]) => number) =>
        reports.reduce((total, report) => total + of(report), 0)
      expect(counts).toMatchObject({
        profiles: 2,
        covered: 2,
        ingestion: {
          received: sum((report) => report.counts.received),
          accepted: sum((report) => report.counts.accepted),
          duplicate: sum((report) => report.counts.duplicate),
        },
      })
      const members = (id: string) => reports.filter(({ segments }) => segments.includes(id)).length
      for (const id of ['hikers', 'cart-idle']) expect(counts.segments[id] ?? 0).toBe(members(id))
    },
  )
})
