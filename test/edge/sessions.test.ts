import { beforeEach, describe, expect, test } from 'vitest'
import { Page } from './support/a-page.ts'
import { aSite } from './support/a-site.ts'
import { Visitor } from './support/a-visitor.ts'
import { Client } from './support/client.ts'

const SECOND = 1_000
const MINUTE = 60 * SECOND
const CONSENT = { analytics: 'granted', personalization: 'denied' }
const hero = {
  id: 'hero',
  slot: 'hero',
  variants: [{ id: 'visit', fields: { headline: 'Visit {{ session.number | default: "of somebody" }}' } }],
}
const segments = [
  {
    schema: 'segment/1',
    id: 'left',
    name: 'Left after one page',
    public: true,
    when: { kind: 'event', event: 'Session Ended', where: { 'properties.pages': 1 }, window: 'P1D' },
  },
  {
    schema: 'segment/1',
    id: 'third',
    name: 'Third visit',
    public: true,
    when: { kind: 'profile', where: { 'session.number': { $gte: 3 } } },
  },
]
/** So long ago, for a message. */
const ago = (ms: number) => ({ timestamp: new Date(Date.now() - ms).toISOString() })
const pageAt = (url: string) => ({ type: 'page', context: { page: { url } } })

describe.each([
  ['in memory', false],
  ['evicted between calls', true],
])('sessions, objects %s', (_, evict) => {
  const client = new Client({ evict })

  beforeEach(async () => {
    await client.publish(aSite({ segments, experiences: [hero] }))
  })

  test('[PRO20] are those of the log: each call, eviction and release finds them', async () => {
    const visitor = new Visitor(client)
    await visitor.send([visitor.message('A', {}, ago(2 * 60 * MINUTE))])
    await visitor.send([visitor.message('A', {}, ago(60 * MINUTE))])
    // `third` is the session that is open, so it counts while this one is
    const { segments: inside, decisions } = await visitor.send([visitor.message('A')])
    expect(inside).toEqual(['third'])
    expect(decisions['hero']?.html).toBe('<h1>Visit 3</h1>')
    expect((await visitor.report()).session).toMatchObject({ isActive: true, number: 3, channel: 'web' })

    await client.publish(aSite({ segments: segments.slice(1), experiences: [] }))
    await visitor.track('A')
    expect((await visitor.report()).session).toMatchObject({ number: 3 })
    await client.publish(aSite({ segments: [], experiences: [] }))
    await visitor.track('A')
    expect((await visitor.report()).session).toBeNull()
    await client.publish(aSite({ segments, experiences: [hero] }))
    await visitor.track('A')
    expect((await visitor.report()).session).toMatchObject({ number: 3 })
  })

  test('[PRO20] end by the object’s own alarm, and its page is told', async () => {
    const visitor = new Visitor(client)
    const half = ago(30 * MINUTE - SECOND)
    await visitor.send([visitor.message('Page Viewed', {}, { ...pageAt('https://shop.example/'), ...half })])
    const page = await Page.open(visitor.id!)
    let told = await page.next()
    await client.forget()
    // The first message is what was so when the page opened: before the end, or on a slow machine after it
    if (!told.segments.includes('left')) told = await page.next()
    expect(told.segments).toEqual(['left'])
    const { explain, events } = await visitor.report()
    const since = explain.find(({ segment }) => segment === 'left')?.since
    expect(Date.parse(since!)).toBe(events[0]!.at + 30 * MINUTE)
    page.close()
  })

  test('[PRO20] say nothing where a visitor did not grant personalization', async () => {
    const visitor = new Visitor(client)
    await visitor.track('A')
    const { decisions, segments: inside } = await visitor.send([], { consent: CONSENT })
    expect(decisions['hero']?.html).toBe('<h1>Visit of somebody</h1>')
    expect(inside).toEqual([])
  })

  test('[PRO21] cannot be told by a client: the names of derived events are reserved', async () => {
    const visitor = new Visitor(client)
    const names = ['Session Started', 'Session Ended', 'Segment Entered', 'Segment Exited']
    const { receipts } = await visitor.send(names.map((name) => visitor.message(name)))
    expect(receipts.map(({ status, reason }) => [status, reason])).toEqual(
      names.map((name) => ['quarantined', expect.stringMatching(`^reserved-name: "${name}"`) as string]),
    )
    const { events, quarantined } = await visitor.report()
    expect(events).toEqual([])
    expect(quarantined).toHaveLength(4)
  })

  test('[PRO22] begin anew where the address of a page names another campaign', async () => {
    const visitor = new Visitor(client)
    const url = 'https://shop.example/?utm_source=Photos&utm_medium=Social'
    await visitor.send([
      visitor.message('A', {}, { context: { page: { url: 'https://shop.example/' } } }),
      visitor.message('A', {}, { context: { page: { url } } }),
      visitor.message('A', {}, { context: { page: { url: 'https://shop.example/b' } } }),
      visitor.message('A', {}, { context: { page: { url } } }),
    ])
    const { session, events } = await visitor.report()
    expect(session).toMatchObject({
      number: 2,
      campaign: { source: 'photos', medium: 'social' },
      landingPage: url,
    })
    expect(events.map(({ context }) => context?.['campaign'])).toEqual([
      undefined,
      { source: 'photos', medium: 'social', channel: 'organic-social' },
      undefined,
      { source: 'photos', medium: 'social', channel: 'organic-social' },
    ])
    // What a client says of the campaign itself is believed
    await visitor.send([
      visitor.message('A', {}, { context: { page: { url }, campaign: { source: 'letter' } } }),
    ])
    expect((await visitor.report()).session).toMatchObject({ number: 3, campaign: { source: 'letter' } })
  })
})
