import { beforeEach, describe, expect, test } from 'vitest'
import { aSite } from './support/a-site.ts'
import { Visitor } from './support/a-visitor.ts'
import { Client } from './support/client.ts'

const CONSENT = { analytics: 'granted', personalization: 'denied' }
const hero = {
  id: 'hero',
  slot: 'hero',
  variants: [
    {
      id: 'favourite',
      fields: { headline: '{{ computed.views }} × {{ computed.favourite | default: "nothing" }}' },
    },
  ],
}
const viewed = { name: 'Viewed', event: 'Product Viewed', window: 'P30D' }
const computedTraits = [
  { id: 'views', ...viewed },
  { id: 'favourite', ...viewed, agg: { mostFrequent: 'properties.category' } },
]

describe.each([
  ['in memory', false],
  ['evicted between calls', true],
])('computed traits, objects %s', (_, evict) => {
  const client = new Client({ evict })

  beforeEach(async () => {
    await client.publish(aSite({ computedTraits, experiences: [hero] }))
  })

  test('[DEC30] fill merge tags with their value after the events of the call', async () => {
    const visitor = new Visitor(client)
    expect((await visitor.send([visitor.message('Other')])).decisions['hero']?.html).toBe(
      '<h1>0 × nothing</h1>',
    )
    await visitor.track('Product Viewed', { category: 'hiking' })
    const { decisions } = await visitor.track('Product Viewed', { category: 'hiking' })
    expect(decisions['hero']?.html).toBe('<h1>2 × hiking</h1>')
    expect((await visitor.report()).computed).toEqual({ views: 2, favourite: 'hiking' })
  })

  test('[DEC30] fill nothing where a visitor did not grant personalization', async () => {
    const visitor = new Visitor(client)
    await visitor.track('Product Viewed', { category: 'hiking' })
    const { decisions } = await visitor.send([], { consent: CONSENT })
    expect(decisions['hero']?.html).toBe('<h1> × nothing</h1>')
  })

  test('[DEC31] are built from the log when a release adds one', async () => {
    const visitor = new Visitor(client)
    await visitor.track('Product Viewed', { category: 'hiking', price: 20 })
    const added = { id: 'favourite', ...viewed, agg: { max: 'properties.price' } }
    await client.publish(aSite({ computedTraits: [computedTraits[0], added], experiences: [hero] }))
    const { decisions } = await visitor.send([])
    expect(decisions['hero']?.html).toBe('<h1>1 × 20</h1>')
  })
})
