import { runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Receipt } from '../../shared/event/index.ts'
import { aSite, CONSENTED_KEY, SITE, WRITE_KEY } from './support/a-site.ts'
import { Visitor } from './support/a-visitor.ts'
import { Client } from './support/client.ts'

const DAY_MS = 86_400_000

interface Answer {
  readonly receipts: readonly Receipt[]
}
interface Waiting {
  readonly messageId: string
  readonly reason: string
}

describe.each([
  ['in memory', false],
  ['evicted between calls', true],
])('quarantine, objects %s', (_, evict) => {
  const client = new Client({ evict })
  const replay = (body: object) => client.admin<Answer>('POST', `${SITE}/quarantine/replay`, body)
  const statuses = ({ receipts }: Answer) => receipts.map(({ status }) => status).toSorted()
  const waitingAtSite = async () => (await client.admin<readonly Waiting[]>('GET', `${SITE}/quarantine`)).body
  const sendHomeless = async (batch: readonly object[]) =>
    (await client.post<Answer>('/v1/batch', { writeKey: CONSENTED_KEY, batch })).body
  const aUserEvent = (userId: string) => ({
    type: 'track',
    event: 'Order Completed',
    userId,
    messageId: crypto.randomUUID(),
  })

  beforeEach(async () => {
    await client.publish()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  test('[ING77] replays events at their own time, corrected for the clock of who sent them', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() })
    const receivedAt = Date.now()
    // A clock that is an hour fast, and two events that it saw a minute before it sent them
    const sentAt = new Date(receivedAt + 3_600_000).toISOString()
    const timestamp = new Date(receivedAt + 3_540_000).toISOString()
    const anonymousId = crypto.randomUUID()
    const bad = { type: 'track', event: 7, messageId: crypto.randomUUID(), anonymousId, timestamp }
    const homeless = { ...aUserEvent(crypto.randomUUID()), timestamp }
    await client.post('/v1/batch', { writeKey: CONSENTED_KEY, sentAt, batch: [bad, homeless] })
    vi.setSystemTime(receivedAt + DAY_MS)
    const corrected = [{ ...bad, event: 'A' }]
    expect(statuses((await replay({ profile: `anonymous:${anonymousId}`, corrected })).body)).toEqual([
      'accepted',
    ])
    expect(statuses((await replay({ messageIds: [homeless.messageId] })).body)).toEqual(['accepted'])
    for (const ref of [`anonymous:${anonymousId}`, `user:${homeless.userId}`]) {
      const { events } = (await client.profile(ref)).body
      expect(events.map(({ at }) => at)).toEqual([receivedAt - 60_000])
    }
  })

  test('[ING53] keeps what was set aside with a profile for a week', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    const visitor = new Visitor(client)
    const bad = () => visitor.message('A', {}, { properties: 1 })
    await visitor.send([bad()])
    vi.setSystemTime(Date.now() + 6 * DAY_MS)
    await visitor.send([bad()])
    expect((await visitor.report()).quarantined).toHaveLength(2)
    vi.setSystemTime(Date.now() + 2 * DAY_MS)
    const { quarantined, counts } = await visitor.report()
    expect(quarantined.map(({ messageId }) => messageId)).toEqual([`ew1.${visitor.stream}.2`])
    expect(counts.quarantined).toBe(2)
    await visitor.send([bad()])
    const stub = env.PROFILE.get(env.PROFILE.idFromName(`${SITE}:v:${visitor.id!.slice(0, 22)}`))
    const rows = await runInDurableObject(stub, (_, { storage }) =>
      storage.sql.exec('SELECT seq FROM quarantine').toArray(),
    )
    expect(rows).toHaveLength(2)
  })

  test('[ING53] keeps the newest of what was set aside with a profile, and no more than fits', async () => {
    const visitor = new Visitor(client)
    const text = 'x'.repeat(30_000)
    for (let call = 0; call < 12; call += 1)
      await visitor.send([visitor.message('A', {}, { properties: text }), visitor.message('B')])
    const { quarantined, counts } = await visitor.report()
    expect(counts.quarantined).toBe(12)
    expect(quarantined.length).toBeGreaterThanOrEqual(8)
    expect(quarantined.length).toBeLessThan(12)
    expect(quarantined.at(-1)?.messageId).toBe(`ew1.${visitor.stream}.23`)
  })

  test('[ING53] keeps what belongs to no profile for a week, once', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    const event = aUserEvent('u-once')
    expect(statuses(await sendHomeless([event, event]))).toEqual(['duplicate', 'quarantined'])
    expect(statuses(await sendHomeless([event]))).toEqual(['duplicate'])
    expect((await waitingAtSite()).filter(({ messageId }) => messageId === event.messageId)).toHaveLength(1)
    vi.setSystemTime(Date.now() + 8 * DAY_MS)
    expect((await waitingAtSite()).map(({ messageId }) => messageId)).not.toContain(event.messageId)
  })

  test('[ING54] gives back what a newer release takes, and rules see it', async () => {
    const catalogue = (events: object) =>
      client.publish(aSite({ catalogue: { events }, undeclaredEvents: 'quarantine' }))
    await catalogue({ 'Order Completed': {}, 'Product Added': {} })
    const visitor = new Visitor(client)
    const viewed = () => visitor.message('Product Viewed', { category: 'hiking' })
    await visitor.send([viewed(), viewed()])
    const profile = `visitor:${visitor.id}`
    expect((await replay({ profile })).body.receipts).toMatchObject([
      { status: 'quarantined', reason: expect.stringMatching(/^undeclared/) },
      { status: 'quarantined' },
    ])

    await catalogue({ 'Order Completed': {}, 'Product Added': {}, 'Product Viewed': {} })
    const one = await replay({ profile, messageIds: [`ew1.${visitor.stream}.1`] })
    expect(one.body.receipts).toEqual([{ messageId: `ew1.${visitor.stream}.1`, status: 'accepted' }])
    expect(statuses((await replay({ profile })).body)).toEqual(['accepted'])
    const report = await visitor.report()
    expect(report.segments).toContain('hikers')
    expect(report.quarantined).toEqual([])
    expect(report.counts).toMatchObject({ received: 2, accepted: 2, quarantined: 0, duplicate: 0 })
    // Sent again by its page it is what it was: known
    const again = await visitor.send([{ ...viewed(), messageId: `ew1.${visitor.stream}.1` }])
    expect(statuses(again)).toEqual(['duplicate'])
  })

  test('[ING54] gives back what was corrected, at its own time, and once', async () => {
    const visitor = new Visitor(client)
    const bad = visitor.message('Product Viewed', {}, { properties: 'hiking' })
    await visitor.send([bad, visitor.message('Large', { text: 'x'.repeat(40_000) })])
    const profile = `visitor:${visitor.id}`
    const corrected = [{ ...bad, properties: { category: 'hiking' } }]
    const messageIds = [String(bad['messageId'])]
    expect((await replay({ profile, corrected })).body.receipts).toMatchObject([
      { messageId: bad['messageId'], status: 'accepted' },
      { status: 'quarantined', reason: expect.stringMatching(/^too-large/) },
    ])
    expect((await replay({ profile, corrected, messageIds })).body.receipts).toMatchObject([
      { messageId: bad['messageId'], status: 'rejected', reason: expect.stringMatching(/^not-waiting/) },
    ])
    const { events, counts } = await visitor.report()
    expect(events).toMatchObject([{ properties: { category: 'hiking' } }])
    expect(Math.abs(events[0]!.at - Date.parse(String(bad['timestamp'])))).toBeLessThan(1_000)
    expect(counts).toMatchObject({ received: 2, accepted: 1, quarantined: 1, refused: 0 })
  })

  test('[ING54] gives what belonged to no profile to the one it names, with the rights of a server', async () => {
    const userId = crypto.randomUUID()
    const event = aUserEvent(userId)
    const nobody = { type: 'track', event: 'A', messageId: crypto.randomUUID() }
    await sendHomeless([event, nobody])
    const messageIds = [event.messageId, nobody.messageId]
    expect((await replay({ messageIds })).body.receipts.toSorted(byStatus)).toMatchObject([
      { messageId: event.messageId, status: 'accepted' },
      { messageId: nobody.messageId, status: 'quarantined', reason: expect.stringContaining('neither') },
    ])
    const { body } = await client.profile(`user:${userId}`)
    expect(body).toMatchObject({ segments: ['buyers'], facts: { identity: { userId } } })
    const waiting = (await waitingAtSite()).map(({ messageId }) => messageId)
    expect(waiting).toContain(nobody.messageId)
    expect(waiting).not.toContain(event.messageId)

    // As if the Worker had ended after the profile had it and before the site knew
    await runInDurableObject(env.SITE.get(env.SITE.idFromName(SITE)), (site) => {
      site.quarantine([{ messageId: event.messageId, reason: 'again', event: JSON.stringify(event) }])
    })
    expect((await replay({ messageIds: [event.messageId] })).body.receipts).toEqual([
      { messageId: event.messageId, status: 'duplicate' },
    ])
    expect((await waitingAtSite()).map(({ messageId }) => messageId)).not.toContain(event.messageId)
    expect((await client.profile(`user:${userId}`)).body.events).toHaveLength(1)
  })

  test('[ING54] says what is wrong with the wish', async () => {
    expect(await replay({ messageIds: 'all' })).toMatchObject({
      status: 400,
      body: { issues: [{ pointer: '/messageIds', expected: 'a list' }] },
    })
    expect(await replay({ profile: 'ada' })).toMatchObject({
      status: 400,
      body: { detail: expect.stringContaining('user:<userId>') },
    })
    const unpublished = await client.admin('POST', 'nobody/quarantine/replay', {})
    expect(unpublished).toMatchObject({ status: 404, body: { type: '/problems/site-not-published' } })
    expect((await client.request(`/api/sites/${SITE}/quarantine/replay`, { method: 'POST' })).status).toBe(
      401,
    )
    expect((await replay({ profile: 'user:nobody-at-all' })).body).toEqual({ receipts: [] })
    expect((await client.profile('user:nobody-at-all')).status).toBe(404)
  })

  test('[ING54] leaves the profile as it is when it forgets and remembers', async () => {
    const visitor = new Visitor(client)
    const bad = visitor.message('Product Viewed', {}, { properties: 'hiking' })
    await visitor.send([visitor.message('A'), bad])
    const corrected = [{ ...bad, properties: {} }]
    await replay({ profile: `visitor:${visitor.id}`, corrected })
    const { now: _, rowsWritten: __, calls: ___, explain: ____, ...before } = await visitor.report()
    await client.interact({ writeKey: WRITE_KEY, stream: visitor.stream, anonymousId: visitor.id })
    await new Client({ evict: true }).forget()
    expect(await visitor.report()).toMatchObject(before)
  })
})

function byStatus(a: Receipt, b: Receipt): number {
  return a.status < b.status ? -1 : 1
}
