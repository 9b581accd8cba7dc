import { expect } from 'vitest'
import type { Event, Stage, StopAt } from './stage.ts'

/** Something that happens at the edge, and where it is killed in the middle. */
export interface Flow {
  readonly stops: readonly StopAt[]
  /** What comes before. */
  readonly prepare?: (stage: Stage, id: string) => Promise<void>
  /** What somebody does, or lets an alarm do, and does again after the kill, as if no answer had come. */
  readonly act: (stage: Stage, id: string) => Promise<void>
  /** What must hold then, beside what always must. */
  readonly check?: (stage: Stage, id: string) => Promise<void>
}

const COMMIT: readonly StopAt[] = [{ moment: 'profile.before-commit' }, { moment: 'profile.after-commit' }]
const aroundCall = (call: string): readonly StopAt[] => [
  { call, side: 'before' },
  { call, side: 'after' },
]

const order = (userId: string, name: string) => ({
  type: 'track',
  event: 'Order Completed',
  userId,
  messageId: `${name}-of-${userId}`,
})
const added = (stream: string, sequence: number): Event => ({
  type: 'track',
  event: 'Product Added',
  messageId: `ew1.${stream}.${sequence}`,
})

/** All that was said is told, and no object has anything to do. */
const settled = (stage: Stage): Promise<void> =>
  expect
    .poll(() => stage.counts(), { timeout: 100_000, interval: 50 })
    .toMatchObject({ ingestion: { accepted: acceptedBy(stage) } })

export function acceptedBy(stage: Stage): number {
  return [...stage.acknowledged.values()].reduce((sum, messages) => sum + messages.size, 0)
}

/** By their name; `id` is one of a kind, and names whoever appears. */
export const FLOWS: Readonly<Record<string, Flow>> = {
  "a page's first call": {
    stops: [...COMMIT, ...aroundCall('profile.interact')],
    act: (stage, id) => stage.interact(id, [added(id, 1), added(id, 2)]),
  },
  "a page's next call": {
    stops: [...COMMIT, ...aroundCall('profile.interact')],
    prepare: (stage, id) => stage.interact(id, [added(id, 1)]),
    act: (stage, id) => stage.interact(id, [added(id, 2), added(id, 3)]),
  },
  'a batch for several users': {
    // the second of them
    stops: [...COMMIT.map((stop) => ({ ...stop, passes: 1 })), ...aroundCall('profile.collect')],
    act: (stage, id) => stage.batch(['a', 'b', 'c'].map((user) => order(`${id}-${user}`, 'order'))),
  },
  'a live socket': {
    stops: aroundCall('profile.fetch'),
    prepare: (stage, id) => stage.interact(id, [added(id, 1)]),
    act: async (stage, id) => void (await stage.open(id)),
  },
  'an alarm that flips a rule for an open page': {
    // the call and the opening of the page commit before it
    stops: COMMIT.map((stop) => ({ ...stop, passes: 2 })),
    prepare: settled,
    act: async (stage, id) => {
      await stage.interact(id, [added(id, 1)])
      await stage.open(id)
    },
    check: async (stage, id) => {
      await expect
        .poll(() => stage.open(id), { timeout: 30_000, interval: 50 })
        .toMatchObject({ segments: ['cart-idle'] })
    },
  },
  'an alarm that tells': {
    stops: [
      ...aroundCall('rollup.take'),
      { moment: 'rollup.before-commit' },
      { moment: 'rollup.after-commit' },
    ],
    prepare: settled,
    act: (stage, id) => stage.batch([order(id, 'order')]),
  },
  'a sweep': {
    stops: aroundCall('profile.comeUpToDate'),
    prepare: async (stage, id) => {
      await stage.batch([order(id, 'order')])
      await settled(stage)
    },
    act: (stage, id) => stage.publish(renameSegment(id)),
  },
  'a publish': {
    stops: [
      { moment: 'site.before-commit' },
      { moment: 'site.after-commit' },
      ...aroundCall('site.publish'),
      ...aroundCall('sites.put'),
      ...aroundCall('rollup.sweep'),
    ],
    act: (stage, id) => stage.publish(renameSegment(id)),
    check: async (stage) => {
      // `as`: the edge's own answer
      const heads = (await stage.admin('GET', 'releases')) as { number: number; hash: string }[]
      expect(heads.map(({ number }) => number)).toEqual(heads.map((_, index) => heads[0]!.number - index))
      expect(heads.filter(({ hash }, index) => hash === heads[index + 1]?.hash)).toEqual([])
    },
  },
  'events without a profile': {
    stops: [
      { moment: 'site.before-commit' },
      { moment: 'site.after-commit' },
      ...aroundCall('site.quarantine'),
    ],
    act: (stage, id) => stage.homeless([order(`${id}-nobody`, 'order')]),
    check: async (stage, id) => {
      // `as`: the edge's own answer
      const waiting = (await stage.admin('GET', 'quarantine')) as { messageId: string }[]
      expect(waiting.filter(({ messageId }) => messageId.includes(id))).toHaveLength(1)
    },
  },
  "a replay of a profile's events": {
    stops: [...COMMIT, ...aroundCall('profile.replay')],
    prepare: async (stage, id) => {
      await stage.batch([order(id, 'order')])
      await stage.batch([{ ...order(id, 'bad'), properties: 'none' }])
    },
    act: async (stage, id) => {
      const corrected = [order(id, 'bad')]
      await stage.admin('POST', 'quarantine/replay', { profile: `user:${id}`, corrected })
      stage.acknowledge(`user:${id}`, `bad-of-${id}`)
    },
  },
  "a replay of the site's events": {
    stops: [...aroundCall('profile.collect'), ...aroundCall('site.takeOut')],
    prepare: (stage, id) => stage.homeless([order(id, 'order')]),
    act: async (stage, id) => {
      await stage.admin('POST', 'quarantine/replay', { messageIds: [`order-of-${id}`] })
      stage.acknowledge(`user:${id}`, `order-of-${id}`)
    },
    check: async (stage, id) => {
      // `as`: the edge's own answer
      const waiting = (await stage.admin('GET', 'quarantine')) as { messageId: string }[]
      expect(waiting.map(({ messageId }) => messageId)).not.toContain(`order-of-${id}`)
    },
  },
  'an erasure': {
    stops: [...aroundCall('profile.erase'), ...aroundCall('rollup.erase')],
    prepare: async (stage, id) => {
      await stage.batch([order(id, 'order')])
      await settled(stage)
      // nothing of it may be there any more
      stage.acknowledged.delete(`user:${id}`)
    },
    act: async (stage, id) => {
      await stage.admin('DELETE', `profiles/user:${id}`)
    },
    check: (stage) => settled(stage),
  },
}

/** Another segment: those who knew the old one are to be visited. */
function renameSegment(id: string) {
  return (site: Record<string, unknown>): Record<string, unknown> => {
    // `as`: the test's own site
    const segments = site['segments'] as { id: string; when: object }[]
    const first = segments[0]!
    const changed = {
      ...first,
      when: { ...first.when, window: `P${1 + (Number(id.split('-').at(-1)) % 30)}D` },
    }
    return { ...site, segments: [changed, ...segments.slice(1)] }
  }
}
