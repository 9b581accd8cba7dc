import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { armCall, armMoment, disarmFaults } from '../../edge/faults/armed.ts'
import { CALL_MODES, MOMENT_MODES } from './support/fault-modes.ts'
import { FLOWS } from './support/fault-flows.ts'
import { Scene } from './support/fault-scene.ts'

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

const MATRIX = Object.entries(FLOWS).flatMap(([name, { moments, calls }]) => [
  ...moments.flatMap((moment) =>
    Object.entries(MOMENT_MODES).map(([mode, fault]) => ({
      name,
      title: `${name}, ${moment}: ${mode}`,
      arm: () => armMoment(moment, fault),
    })),
  ),
  ...calls.flatMap((point) =>
    Object.entries(CALL_MODES).map(([mode, fault]) => ({
      name,
      title: `${name}, ${point}: ${mode}`,
      arm: (meanwhile: () => Promise<void>) => armCall(point, fault(meanwhile)),
    })),
  ),
])

describe('whatever fails, and wherever', () => {
  test.each(MATRIX)(
    '[PRO61] [ROL11] nothing acknowledged is lost, nothing counted twice, and what is due is armed: $title',
    async ({ name, arm }) => {
      const flow = FLOWS[name]!
      const scene = new Scene()
      await scene.crowd.publish()
      for (const visitor of scene.visitors) {
        await scene.say(visitor, scene.viewed(visitor))
        await scene.say(visitor, visitor.message('Product Added'))
      }
      await flow.prepare?.(scene)
      // Sums in memory are what a shard that fails may get wrong
      await scene.crowd.counts()

      const other = flow.meanwhile?.(scene) ?? scene.first
      arm(() => scene.say(other, scene.viewed(other)))
      await flow.act(scene)
      expect(disarmFaults()).toEqual([])

      await scene.settle()
      await scene.expectWhole()
      await flow.check?.(scene)
    },
  )
})
