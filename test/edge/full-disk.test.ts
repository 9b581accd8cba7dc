import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { armMoment, disarmFaults } from '../../edge/faults/armed.ts'
import type { Moment } from '../../edge/faults/come-by.ts'
import { FLOWS } from './support/fault-flows.ts'
import { Scene } from './support/fault-scene.ts'
import { ROWS_BETWEEN_CHECKPOINTS } from '../../edge/profile/profile-state.ts'

const DAY_MS = 86_400_000
/** Ahead of the platform's own clock, or alarms would ring by themselves. */
const START = Math.ceil(Date.now() / DAY_MS) * DAY_MS

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: START })
})
afterEach(() => {
  disarmFaults()
  vi.useRealTimers()
})

function full(): never {
  throw new Error('database or disk is full: SQLITE_FULL')
}

/** What writes in several statements. */
const FLOWS_THAT_WRITE: readonly (readonly [flow: string, moment: Moment])[] = [
  ['a first call', 'profile.statement'],
  ['a batch of a server', 'profile.statement'],
  ['a replay of a profile', 'profile.statement'],
  ['an alarm tells', 'rollup.statement'],
  ['a publish', 'site.statement'],
  ['a publish whose time has come', 'site.statement'],
  ['an event without a profile', 'site.statement'],
  ['a replay of a site', 'site.statement'],
]

async function aScene(): Promise<Scene> {
  const scene = new Scene()
  await scene.crowd.publish()
  for (const visitor of scene.visitors) await scene.say(visitor, scene.viewed(visitor))
  return scene
}

describe('a disk that is full', () => {
  test.each(FLOWS_THAT_WRITE)(
    '[PRO63] at any statement leaves nothing behind, and what is sent again is whole: %s',
    async (name, moment) => {
      const flow = FLOWS[name]!
      let statements = 0
      for (;;) {
        const scene = await aScene()
        await flow.prepare?.(scene)
        armMoment(moment, full, statements)
        await flow.act(scene)
        const isPastAll = disarmFaults().length > 0
        await scene.settle()
        await scene.expectWhole()
        await flow.check?.(scene)
        if (isPastAll) break
        statements += 1
      }
      expect(statements).toBeGreaterThan(0)
    },
    60_000,
  )

  test('[PRO63] while a checkpoint is kept leaves the log as it was, and the next call keeps one', async () => {
    const scene = await aScene()
    for (let row = 2; row < ROWS_BETWEEN_CHECKPOINTS; row += 1) {
      await scene.say(scene.first, scene.viewed(scene.first))
    }
    // the row of the call, then the state
    armMoment('profile.statement', full, 1)
    await scene.say(scene.first, scene.viewed(scene.first))
    expect(disarmFaults()).toEqual([])
    await scene.settle()
    await scene.expectWhole()
  })

  test('[PRO64] all the time is told as such: nothing is acknowledged, and what was kept is still there to be read', async () => {
    const scene = await aScene()
    const before = await scene.first.report()
    const stayFull = (): never => {
      armMoment('profile.statement', stayFull)
      return full()
    }
    armMoment('profile.statement', stayFull)
    const message = scene.viewed(scene.first)
    await expect(scene.first.send([message])).rejects.toThrow(/answered 503/)
    const { events, counts } = await scene.first.report()
    expect({ events, counts }).toEqual({ events: before.events, counts: before.counts })

    disarmFaults()
    await scene.say(scene.first, message)
    await scene.settle()
    await scene.expectWhole()
  })
})
