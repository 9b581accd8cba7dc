import { beforeEach, describe, expect, test } from 'vitest'
import { armCall, disarmFaults } from '../../edge/faults/armed.ts'
import type { InteractResponse } from '../../shared/event/index.ts'
import { SITE, WRITE_KEY } from './support/a-site.ts'
import { Visitor } from './support/a-visitor.ts'
import { BASE, Client } from './support/client.ts'
import { CALL_MODES } from './support/fault-modes.ts'

const denied = { analytics: 'denied', personalization: 'denied', advertising: 'denied' }

describe.each([
  ['in memory', false],
  ['evicted between calls', true],
])('a visitor who withdraws consent, objects %s', (_, evict) => {
  const client = new Client({ evict })
  beforeEach(() => client.publish())

  const say = (body: object, headers: Record<string, string> = {}) =>
    client.post<InteractResponse>(
      '/v1/interact',
      {
        writeKey: WRITE_KEY,
        stream: 'a-stream-of-these-tests',
        sentAt: new Date().toISOString(),
        batch: [],
        consent: denied,
        ...body,
      },
      headers,
    )

  const isThere = async (visitor: Visitor): Promise<boolean> =>
    (await client.profile(`visitor:${visitor.id}`)).status === 200

  test('[SDK52] is erased by the id that the page kept, which the page is told to forget', async () => {
    const visitor = new Visitor(client)
    await visitor.track('Product Viewed')
    expect(await isThere(visitor)).toBe(true)
    const { status, body } = await say({ anonymousId: visitor.id })
    expect({ status, id: body.anonymousId, version: body.version }).toEqual({
      status: 200,
      id: null,
      version: 0,
    })
    expect(await isThere(visitor)).toBe(false)
    // Asked again, by a page that heard no answer, it is the same
    expect((await say({ anonymousId: visitor.id })).body.anonymousId).toBeNull()
  })

  test('[SDK52] is erased by the cookie, which goes with the profile', async () => {
    const visitor = new Visitor(client)
    await visitor.track('Product Viewed')
    const { headers, body } = await say({}, { origin: BASE, cookie: `ew_id_${SITE}=${visitor.id}` })
    expect(headers.get('set-cookie')).toMatch(/^ew_id_test-shop=; .*Max-Age=0/)
    expect(body).not.toHaveProperty('anonymousId')
    expect(await isThere(visitor)).toBe(false)
  })

  test('[SDK52] is not whoever was at this browser before reset()', async () => {
    const visitor = new Visitor(client)
    await visitor.track('Product Viewed')
    const { headers } = await say({ reset: true }, { origin: BASE, cookie: `ew_id_${SITE}=${visitor.id}` })
    expect(headers.get('set-cookie')).toMatch(/^ew_id_test-shop=; .*Max-Age=0/)
    expect(await isThere(visitor)).toBe(true)
  })

  test('[SDK52] erases nobody by an id that this edge did not sign, and nobody while nothing is said', async () => {
    const visitor = new Visitor(client)
    await visitor.track('Product Viewed')
    const forged = `${visitor.id!.slice(0, 22)}.${'A'.repeat(22)}`
    expect((await say({ anonymousId: forged })).body.anonymousId).toBeNull()
    const unknown = { analytics: 'unknown', personalization: 'unknown', advertising: 'unknown' }
    await say({ anonymousId: visitor.id, consent: unknown })
    expect(await isThere(visitor)).toBe(true)
  })

  test.each(['throw', 'drop'] as const)(
    '[SDK52] keeps their id until the edge knows that they are erased (%s)',
    async (mode) => {
      const visitor = new Visitor(client)
      await visitor.track('Product Viewed')
      const asked = [
        { anonymousId: visitor.id },
        { origin: BASE, cookie: `ew_id_${SITE}=${visitor.id}` },
      ] as const
      armCall('profile.erase', CALL_MODES[mode]())
      const { status, headers, body } = await say(...asked)
      expect(disarmFaults()).toEqual([])
      expect(status).toBe(200)
      expect(headers.get('set-cookie')).toBeNull()
      expect(body).not.toHaveProperty('anonymousId')
      const again = await say(...asked)
      expect(again.headers.get('set-cookie')).toMatch(/Max-Age=0/)
      expect(again.body.anonymousId).toBeNull()
      expect(await isThere(visitor)).toBe(false)
    },
  )
})
