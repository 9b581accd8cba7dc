import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { profileName } from '../../edge/identity/profile-name.ts'
import { ProfileStore } from '../../edge/profile/profile-store.ts'
import { Timers, type Work } from '../../edge/profile/timers.ts'
import { aSite, SITE } from './support/a-site.ts'
import { Visitor } from './support/a-visitor.ts'
import { Client } from './support/client.ts'

const SECOND_MS = 1_000
const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** Ahead of the platform's own clock, or alarms would ring by themselves. */
const NOON = Math.ceil(Date.now() / DAY_MS) * DAY_MS + 12 * HOUR_MS

const client = new Client({ evict: false })
let objects = 0

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: NOON })
})
afterEach(() => {
  vi.useRealTimers()
})

/** The storage of an object of its own, in which a profile has begun. */
async function inStorage(
  act: (store: ProfileStore, wake: () => ProfileStore, sql: SqlStorage) => Promise<void>,
): Promise<void> {
  objects += 1
  const name = await profileName(SITE, { kind: 'user', id: `timers-${objects}` })
  await runInDurableObject(env.PROFILE.get(env.PROFILE.idFromName(name)), async (_, { storage }) => {
    const store = new ProfileStore(storage)
    const row = { seq: 1, receivedAt: NOON, release: 1, events: [] }
    store.write({ row, eventsText: null, checkpoint: null, alarmAt: null })
    await act(store, () => new ProfileStore(storage), storage.sql)
  })
}

/** Work that is always due, and does what it is told. */
function work(name: string, run: () => Promise<void> | void): Work {
  return { name, dueAt: () => NOON, run }
}

const onTime = () => ({ retryCount: 0, scheduledTime: Date.now() })
const again = () => ({ retryCount: 0, scheduledTime: Date.now() - 5 * SECOND_MS })

describe('timed work', () => {
  test('[PRO33] that fails is tried again after ten seconds, then twice as long each time, up to an hour', async () => {
    await inStorage(async (_, wake) => {
      let tries = 0
      const failing = work('failing', () => {
        tries += 1
        throw new Error('not today')
      })
      const pauses: number[] = []
      for (let round = 0; round < 12; round += 1) {
        // Each round in an object that has forgotten everything
        const timers = new Timers(wake())
        await timers.run([failing], onTime())
        const next = timers.nextAt([failing])!
        pauses.push(next - Date.now())
        vi.setSystemTime(next - 1)
        await timers.run([failing], onTime())
        expect(tries).toBe(round + 1)
        vi.setSystemTime(next)
      }
      const doubling = Array.from({ length: 12 }, (_, round) => 10 * SECOND_MS * 2 ** round)
      expect(pauses).toEqual(doubling.map((pause) => Math.min(pause, HOUR_MS)))
    })
  })

  test('[PRO34] that fails stops no other, and leaves nothing behind once it goes well', async () => {
    await inStorage(async (store) => {
      const timers = new Timers(store)
      const done: string[] = []
      let isBroken = true
      const list = [
        work('first', () => {
          if (isBroken) throw new Error('broken')
          done.push('first')
        }),
        work('second', async () => {
          await Promise.resolve()
          done.push('second')
        }),
      ]
      await timers.run(list, onTime())
      expect(done).toEqual(['second'])
      expect(timers.setbacks).toMatchObject([{ name: 'first', attempts: 1, strikes: 0, isDead: false }])
      isBroken = false
      vi.setSystemTime(NOON + 10 * SECOND_MS)
      await timers.run(list, onTime())
      expect(done).toEqual(['second', 'first', 'second'])
      expect(timers.setbacks).toEqual([])
      expect(store.notes('timer:')).toEqual([])
    })
  })

  test('[PRO35] of which the object dies again and again is tried once a day', async () => {
    await inStorage(async (_, wake) => {
      let tries = 0
      const deadly = work('deadly', () => {
        tries += 1
        // As if it were killed: it never ends, and nothing after it happens
        return new Promise(() => {})
      })
      const die = () => {
        void new Timers(wake()).run([deadly], again())
      }
      for (let round = 0; round < 20; round += 1) die()
      expect(tries).toBe(6)
      const timers = new Timers(wake())
      expect(timers.setbacks).toMatchObject([{ name: 'deadly', strikes: 6, isDead: true }])
      expect(timers.nextAt([deadly])).toBe(NOON + DAY_MS)
      vi.setSystemTime(NOON + DAY_MS)
      for (let round = 0; round < 5; round += 1) die()
      expect(tries).toBe(7)
      vi.setSystemTime(NOON + 2 * DAY_MS)
      const healed = new Timers(wake())
      await healed.run([work('deadly', () => {})], onTime())
      expect(healed.setbacks).toEqual([])
    })
  })

  test('[PRO36] that goes well costs no row', async () => {
    await inStorage(async (store) => {
      const before = store.rowsWritten
      await new Timers(store).run([work('fine', () => {})], onTime())
      expect(store.rowsWritten).toBe(before)
    })
  })

  test('[PRO33] is still held back when even that cannot be written', async () => {
    await inStorage(async (store, _, sql) => {
      const timers = new Timers(store)
      sql.exec(
        `CREATE TRIGGER full BEFORE INSERT ON meta BEGIN SELECT raise(ABORT, 'database or disk is full'); END`,
      )
      const failing = work('failing', () => {
        throw new Error('not today')
      })
      await timers.run([failing], onTime())
      expect(timers.nextAt([failing])).toBe(NOON + 10 * SECOND_MS)
    })
  })
})

describe('the alarm of a profile', () => {
  beforeEach(async () => {
    await client.publish(aSite({ rollup: { shards: 0 } }))
  })

  async function brokenVisitor() {
    const visitor = new Visitor(client)
    const timestamp = new Date(Date.now() - 19 * SECOND_MS).toISOString()
    await visitor.send([visitor.message('Product Added', {}, { timestamp })])
    const name = await profileName(SITE, { kind: 'visitor', id: visitor.id!.slice(0, 22) })
    const object = env.PROFILE.get(env.PROFILE.idFromName(name))
    await runInDurableObject(object, (_, state) => {
      state.storage.sql.exec(
        `CREATE TRIGGER full BEFORE INSERT ON log BEGIN SELECT raise(ABORT, 'database or disk is full'); END`,
      )
    })
    const repair = () =>
      runInDurableObject(object, (_, state) => {
        state.storage.sql.exec('DROP TRIGGER full')
      })
    const alarmAt = () => runInDurableObject(object, (_, state) => state.storage.getAlarm())
    return { visitor, object, repair, alarmAt }
  }

  test('[PRO33] [LIVE13] remembers how often it failed, also when the object forgets', async () => {
    const { visitor, object, repair, alarmAt } = await brokenVisitor()
    let now = NOON + 60 * SECOND_MS
    for (const pause of [10, 20, 40]) {
      vi.setSystemTime(now)
      expect(await runDurableObjectAlarm(object)).toBe(true)
      expect(await alarmAt()).toBe(now + pause * SECOND_MS)
      await evictDurableObject(object)
      now += pause * SECOND_MS
    }
    await repair()
    vi.setSystemTime(now)
    expect(await runDurableObjectAlarm(object)).toBe(true)
    expect(await visitor.report()).toMatchObject({ segments: ['cart-idle'], setbacks: [] })
  })

  test('[PRO34] forgets its failures once a call goes well, and is armed for what comes next', async () => {
    const { visitor, object, repair, alarmAt } = await brokenVisitor()
    vi.setSystemTime(NOON + 60 * SECOND_MS)
    expect(await runDurableObjectAlarm(object)).toBe(true)
    await repair()
    await visitor.track('Product Viewed')
    expect(await visitor.report()).toMatchObject({ segments: ['cart-idle'], setbacks: [] })
    expect(await alarmAt()).not.toBeNull()
  })
})
