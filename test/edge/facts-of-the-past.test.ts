import { beforeEach, describe, expect, test, vi } from 'vitest'
import { aSite, ORIGIN } from './support/a-site.ts'
import { Visitor } from './support/a-visitor.ts'
import { Client } from './support/client.ts'

const orderedInSpring = {
  schema: 'segment/1',
  id: 'ordered-in-spring',
  name: 'Ordered while the spring campaign had brought them',
  public: true,
  when: {
    kind: 'asOf',
    anchor: { event: 'Order Completed' },
    holds: { kind: 'profile', where: { 'campaign.name': 'spring' } },
    window: 'P30D',
  },
}
const fromCampaign = (name: string) => ({ page: { url: `${ORIGIN}/?utm_campaign=${name}` } })

/** What is learned is known to what comes after that millisecond. */
async function nextMillisecond(): Promise<void> {
  const before = Date.now()
  await vi.waitUntil(() => Date.now() > before, { interval: 1 })
}

describe.each([
  ['in memory', false],
  ['evicted between calls', true],
])('facts of the past, objects %s', (_, evict) => {
  const client = new Client({ evict })

  beforeEach(async () => {
    await client.publish()
  })

  test.each([
    ['spring', 'autumn', true],
    ['autumn', 'spring', false],
  ])('[SEG77] a new release sees that %s came before the order and %s after it', async (then, now, isIn) => {
    const visitor = new Visitor(client)
    await visitor.send([], fromCampaign(then))
    await nextMillisecond()
    await visitor.send([visitor.message('Order Completed')])
    await nextMillisecond()
    await visitor.send([], fromCampaign(now))
    const site = aSite()
    // `as`: aSite wrote them
    await client.publish({ ...site, segments: [...(site['segments'] as object[]), orderedInSpring] })
    const { segments } = await visitor.send([])
    expect((await visitor.report()).facts.campaign).toMatchObject({ name: now })
    expect(segments.includes('ordered-in-spring')).toBe(isIn)
  })
})
