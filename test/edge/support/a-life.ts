import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { expect, vi } from 'vitest'
import type { Ask } from '../../../edge/profile/ask.ts'
import type { Call } from '../../../edge/profile/call.ts'
import type { ProfileReport } from '../../../edge/profile/profile-report.ts'
import type { Facts, ProfileEvent } from '../../../shared/event/index.ts'
import type { FactsChange, Segment } from '../../../shared/segment/index.ts'
import type { Case, Step } from '../../differential/case.ts'
import { membershipAt, type World } from '../../differential/oracle.ts'
import { Page } from './a-page.ts'
import { Client } from './client.ts'

/** How many alarms are waited for when nothing else comes. */
const ALARMS_AT_THE_END = 4

const client = new Client({ evict: false })

/**
 * A case lived by a real object: a page stays open and hears what it is told, and each time it is compared with a naive
 * evaluator. The clock is the test's: time passes only here, from alarm to alarm.
 */
export class Life {
  readonly #site: string
  readonly #unit: string
  readonly #evict: boolean
  readonly #case: Case
  readonly #events: ProfileEvent[] = []
  readonly #facts: FactsChange[] = []
  #release = 0
  #released: readonly Segment[] = []
  #page: Page | null = null
  #told: readonly string[] = []
  #world: World | null = null
  checks = 0

  constructor(input: Case, name: string, evict: boolean) {
    this.#case = input
    this.#site = name
    this.#unit = `unit-of-${name}`
    this.#evict = evict
  }

  get #object() {
    return env.PROFILE.get(env.PROFILE.idFromName(`${this.#site}:v:${this.#unit}`))
  }

  async begin(): Promise<void> {
    const { segments, steps } = this.#case
    vi.setSystemTime(Math.min(...steps.map(({ now }) => now)) - 1)
    const first = steps.find((step) => step.type === 'release')
    await this.#publish(first ? segments.slice(0, first.count) : segments)
    await this.#collect([])
    const ask: Ask = { slots: [], debug: false }
    const { webSocket } = await this.#object.fetch('https://profile/live', {
      headers: { upgrade: 'websocket', 'x-edgewise-ask': encodeURIComponent(JSON.stringify(ask)) },
    })
    if (webSocket === null) throw new Error('The object opened no socket')
    this.#page = new Page(webSocket)
    await this.#settle()
    this.#checkPage()
  }

  async take(step: Step): Promise<void> {
    await this.wait(step.now)
    if (step.type === 'event') await this.#collect([step.event])
    // The unit is the object's own
    else if (step.type === 'facts' && !step.facts.identity) await this.#collect([], step.facts)
    else if (step.type === 'release') {
      await this.#publish(this.#case.segments.slice(0, step.count))
      await this.#collect([])
    }
    await this.#settle()
    this.#checkPage()
    await this.#checkReport()
  }

  /** Lets time pass: nothing happens but the object's own alarms, each at its instant. */
  async wait(until: number, mostAlarms = Infinity): Promise<void> {
    for (let alarms = 0; alarms < mostAlarms; alarms += 1) {
      const at = await runInDurableObject(this.#object, (_, { storage }) => storage.getAlarm())
      if (at === null || at > until) break
      // Up to the alarm nothing changes
      vi.setSystemTime(Math.max(at - 1, Date.now()))
      this.#checkPage()
      vi.setSystemTime(Math.max(at, Date.now()))
      await runDurableObjectAlarm(this.#object)
      await this.#settle()
      this.#checkPage()
    }
    if (until === Infinity) return
    vi.setSystemTime(Math.max(until, Date.now()))
    this.#checkPage()
  }

  async end(): Promise<void> {
    await this.wait(Infinity, ALARMS_AT_THE_END)
    await this.#checkReport()
    this.#page?.close()
  }

  async #publish(segments: readonly Segment[]): Promise<void> {
    this.#released = segments
    this.#world = null
    const { status, body } = await client.admin<{ number: number }>('PUT', `${this.#site}/release`, {
      schema: 'site/1',
      id: this.#site,
      name: 'A life',
      timezone: this.#case.timezone,
      origins: [],
      writeKeys: [{ key: `ewk_${this.#site}_x` }],
      computedTraits: this.#case.computedTraits,
      segments: segments.map((segment) => ({ ...segment, public: true })),
      slots: [],
      experiences: [],
    })
    expect(status).toBe(200)
    this.#release = body.number
  }

  async #collect(events: readonly ProfileEvent[], facts: Facts = {}): Promise<void> {
    const call: Call = { release: this.#release, quarantined: [], facts }
    const receipts = await this.#object.collect(JSON.stringify(call), JSON.stringify(events))
    if ('retryAfterMs' in receipts) throw new Error('The object is called too often')
    for (const event of events) {
      const receipt = receipts.find(({ messageId }) => messageId === event.id)
      const isKnown = this.#events.some(({ id }) => id === event.id)
      expect(receipt?.status).toBe(isKnown ? 'duplicate' : 'accepted')
      if (!isKnown) this.#events.push(event)
    }
    // The unit is known from the first call on
    const unit = this.#facts.length === 0 ? { identity: { unit: this.#unit } } : {}
    this.#facts.push({ at: Date.now(), facts: { ...unit, ...facts } })
    this.#world = null
  }

  /** Takes in what the page was told, then takes the object's memory away. */
  async #settle(): Promise<void> {
    const page = this.#page
    if (page) {
      await page.settled()
      while (page.unread > 0) this.#told = (await page.next()).segments
    }
    if (this.#evict) {
      // Only what runs can be evicted
      await runInDurableObject(this.#object, () => {})
      await evictDurableObject(this.#object)
    }
  }

  /** The page shows what is true now, though nobody asked. */
  #checkPage(): void {
    this.#compare('the page', this.#told)
  }

  async #checkReport(): Promise<void> {
    // `as`: the object wrote it
    const { segments } = JSON.parse((await this.#object.inspect()) ?? '{}') as ProfileReport
    this.#compare('the report', segments)
  }

  #compare(what: string, members: readonly string[]): void {
    const now = Date.now()
    this.#world ??= {
      events: [...this.#events],
      facts: [...this.#facts],
      segments: this.#released,
      computedTraits: this.#case.computedTraits,
      timezone: this.#case.timezone,
    }
    const world = this.#world
    const expected = this.#released.filter((segment) => membershipAt(segment, world, now).in)
    const at = new Date(now).toISOString()
    expect({ what, at, members: members.toSorted() }).toEqual({
      what,
      at,
      members: expected.map(({ id }) => id),
    })
    this.checks += 1
  }
}
