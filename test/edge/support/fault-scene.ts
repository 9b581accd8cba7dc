import { runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { expect, vi } from 'vitest'
import { parseProfileRef } from '../../../edge/identity/parse-profile-ref.ts'
import { profileName } from '../../../edge/identity/profile-name.ts'
import { rollupObject } from '../../../edge/rollup/shard.ts'
import { siteObject } from '../../../edge/site/release-cache.ts'
import type { Receipt } from '../../../shared/event/index.ts'
import type { ProfileReport } from '../../../edge/profile/profile-report.ts'
import { aFreshSite, Crowd } from './a-crowd.ts'
import type { Visitor } from './a-visitor.ts'
import { Client, type Answer } from './client.ts'

/** How often somebody asks again who is told that it did not work. */
const ATTEMPTS = 3
/** More than everything needs that is left to do, each half a minute after the other. */
const ROUNDS = 4

/** A site whose visitors, servers and editors insist: what was not acknowledged they send again. */
export class Scene {
  readonly client = new Client({ evict: false })
  readonly fresh = aFreshSite(1)
  readonly crowd = new Crowd(this.client, this.fresh)
  readonly visitors: readonly Visitor[] = [this.crowd.visitor(), this.crowd.visitor()]
  /** By who is meant: the ids of what was acknowledged. */
  readonly #acknowledged = new Map<string, string[]>()
  readonly #erased = new Set<string>()
  /** How many receipts of events that belong to nobody said that they had come before. */
  #duplicatesOfNobody = 0

  get first(): Visitor {
    return this.visitors[0]!
  }

  /** Asks until it is answered. */
  insist<T>(ask: () => Promise<Answer<T>>): Promise<T> {
    return this.#again(async () => {
      const { status, body } = await ask()
      if (status >= 300) throw new Error(`The edge answered ${status}: ${JSON.stringify(body)}`)
      return body
    })
  }

  /** A visitor's page says something, until it is acknowledged. */
  async say(visitor: Visitor, message: Record<string, unknown>): Promise<void> {
    const { receipts } = await this.#again(() => visitor.send([message]))
    expect(['accepted', 'duplicate']).toContain(receipts[0]?.status)
    this.acknowledge(`visitor:${visitor.id}`, String(message['messageId']))
  }

  async #again<T>(ask: () => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await ask()
      } catch (error) {
        if (attempt === ATTEMPTS || !/answered 503/.test(String(error))) throw error
      }
    }
  }

  /** A key of the site with which a server may say what users did. */
  async serverKey(): Promise<string> {
    const { id } = this.fresh
    return (await siteObject(env, id).createServerKey(id, null, 'operator')).key
  }

  /** A message of somebody is taken, and must be kept. */
  acknowledge(ref: string, messageId: string): void {
    this.#acknowledged.set(ref, [...(this.#acknowledged.get(ref) ?? []), messageId])
  }

  /** Nothing of somebody may be kept any more. */
  erased(ref: string): void {
    this.#acknowledged.delete(ref)
    this.#erased.add(ref)
  }

  /** Events that belong to nobody were answered. */
  noteNobody(receipts: readonly Receipt[]): void {
    this.#duplicatesOfNobody += receipts.filter(({ status }) => status === 'duplicate').length
  }

  viewed(visitor: Visitor): Record<string, unknown> {
    return visitor.message('Product Viewed', { category: 'hiking' })
  }

  /** The site as it is published next: one view makes a hiker. */
  get changedSite(): Record<string, unknown> {
    // `as`: aSite wrote them
    const segments = this.fresh.site['segments'] as { id: string; when: object }[]
    return {
      ...this.fresh.site,
      segments: segments.map((segment) =>
        segment.id === 'hikers' ? { ...segment, when: { ...segment.when, op: { gte: 1 } } } : segment,
      ),
    }
  }

  /** Rings a visitor's alarm. An object that ends in the middle has it again, as after a kill. */
  async ring(visitor: Visitor): Promise<void> {
    await runDurableObjectAlarm(await this.crowd.object(visitor)).catch(() => false)
  }

  get shard() {
    return rollupObject(env, this.fresh.id, 1, 0)
  }

  /** Lets alarms do what is left to do, those that are set: nobody comes by. */
  async settle(): Promise<void> {
    for (let round = 0; round < ROUNDS; round += 1) {
      vi.setSystemTime(Date.now() + 31_000)
      for (const ref of [...this.#acknowledged.keys(), ...this.#erased]) {
        const object = await this.#object(ref)
        const at = await alarmOf(object)
        if (at !== null && at <= Date.now()) await runDurableObjectAlarm(object)
      }
      await runDurableObjectAlarm(this.shard)
    }
  }

  /** Nothing acknowledged is lost, nothing is counted twice, and nothing that is due is left, nor an alarm for nothing. */
  async expectWhole(): Promise<void> {
    const counts = await this.crowd.counts()
    const reports: ProfileReport[] = []
    for (const [ref, messages] of this.#acknowledged) {
      expect(await alarmOf(await this.#object(ref)), `the alarm of ${ref}`).toBeGreaterThan(Date.now())
      const { status, body } = await this.client.profile(ref, this.fresh.id)
      expect(status).toBe(200)
      expect(body.events.map(({ id }) => id).toSorted()).toEqual(messages.toSorted())
      expect(body.setbacks).toEqual([])
      reports.push(body)
    }
    const { body: waiting } = await this.client.admin<unknown[]>('GET', `${this.fresh.id}/quarantine`)
    const sum = (of: (report: ProfileReport) => number) =>
      reports.reduce((total, report) => total + of(report), 0)
    expect(counts).toMatchObject({
      profiles: reports.length,
      covered: reports.length,
      ingestion: {
        received: sum((report) => report.counts.received) + waiting.length + this.#duplicatesOfNobody,
        accepted: sum((report) => report.counts.accepted),
        duplicate: sum((report) => report.counts.duplicate) + this.#duplicatesOfNobody,
        quarantined: sum((report) => report.counts.quarantined) + waiting.length,
      },
    })
    const members = (id: string) => reports.filter(({ segments }) => segments.includes(id)).length
    for (const id of ['hikers', 'cart-idle', 'buyers']) expect(counts.segments[id] ?? 0).toBe(members(id))
  }

  async #object(ref: string) {
    const name = await profileName(this.fresh.id, parseProfileRef(ref))
    return env.PROFILE.get(env.PROFILE.idFromName(name))
  }
}

export function alarmOf(object: DurableObjectStub): Promise<number | null> {
  return runInDurableObject(object, (_, { storage }) => storage.getAlarm())
}
