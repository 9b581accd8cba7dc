import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { beforeEach, describe, expect, test } from 'vitest'
import { app } from '../../edge/app.ts'
import type { Env } from '../../edge/env.ts'
import type { InteractResponse } from '../../shared/event/index.ts'
import { aSite, ORIGIN, WRITE_KEY } from './support/a-site.ts'
import { aStream } from './support/a-visitor.ts'
import { BASE, Client } from './support/client.ts'

const PHONE = 'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148'

/** The Profile objects, on the other side of a gate: calls reach them when it opens. */
function behindGate(): { readonly bindings: Env; readonly open: () => void } {
  let open = () => {}
  const gate = new Promise<void>((resolve) => {
    open = resolve
  })
  const profiles = {
    idFromName: (name: string) => env.PROFILE.idFromName(name),
    get: (id: DurableObjectId) => ({
      interact: async (visit: string, events: string) => {
        await gate
        return env.PROFILE.get(id).interact(visit, events)
      },
    }),
  }
  // `as`: all that an interact call asks of a namespace
  return { bindings: { ...env, PROFILE: profiles as unknown as Env['PROFILE'] }, open }
}

describe.each([
  ['in memory', false],
  ['evicted between calls', true],
])('a profile that is slow, objects %s', (_, evict) => {
  const client = new Client({ evict })
  const body = (stream: string, more: object = {}) => ({
    writeKey: WRITE_KEY,
    stream,
    sentAt: Date.now(),
    consent: { analytics: 'granted', personalization: 'granted' },
    batch: [{ type: 'track', event: 'Product Viewed', messageId: `ew1.${stream}.1` }],
    ...more,
  })

  beforeEach(async () => {
    await client.publish(aSite({ decisionBudgetMs: 50, rollup: { everySeconds: 1 } }))
  })

  test('[ING62] keeps no page waiting, and loses and doubles nothing', async () => {
    const { bindings, open } = behindGate()
    const stream = aStream()
    const context = createExecutionContext()
    const headers = { 'user-agent': PHONE, origin: ORIGIN }
    const init = { method: 'POST', body: JSON.stringify(body(stream)), headers }
    const response = await app.fetch(new Request(`${BASE}/v1/interact`, init), bindings, context)
    expect(response.status).toBe(200)
    // `as`: asserted on below
    const slow = (await response.json()) as InteractResponse
    expect(slow).toMatchObject({
      degraded: true,
      version: 0,
      receipts: [
        {
          messageId: `ew1.${stream}.1`,
          status: 'retry',
          reason: 'slow: the profile did not answer within 50 ms',
        },
      ],
      decisions: { hero: { variant: 'app', reason: 'TARGETING_MATCH' } },
      anonymousId: expect.stringMatching(/^[\w-]{22}\.[\w-]{22}$/),
    })

    open()
    await waitOnExecutionContext(context)
    await client.forget()
    await client.publish(aSite())
    const again = await client.interact(body(stream, { anonymousId: slow.anonymousId }))
    expect(again.body.receipts).toMatchObject([{ status: 'duplicate' }])
    expect(again.body).not.toHaveProperty('degraded')
    expect((await client.profile(`visitor:${slow.anonymousId}`)).body.events).toHaveLength(1)
  })

  test('[ING62] leaves the page on its own host the cookie of its visitor', async () => {
    const { bindings, open } = behindGate()
    const context = createExecutionContext()
    const init = { method: 'POST', body: JSON.stringify(body(aStream())), headers: { origin: BASE } }
    const response = await app.fetch(new Request(`${BASE}/v1/interact`, init), bindings, context)
    expect(response.headers.get('set-cookie')).toMatch(/^ew_id_test-shop=[\w-]{22}\.[\w-]{22}; /)
    expect(await response.json()).not.toHaveProperty('anonymousId')
    open()
    await waitOnExecutionContext(context)
  })
})
