import { createExecutionContext, runInDurableObject, waitOnExecutionContext } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { app } from '../../edge/app.ts'
import type { Env } from '../../edge/env.ts'
import { profileName } from '../../edge/identity/profile-name.ts'
import { CONSENTED_KEY, ORIGIN, SITE } from './support/a-site.ts'
import { aStream } from './support/a-visitor.ts'
import { BASE, Client } from './support/client.ts'

const client = new Client({ evict: false })

beforeEach(async () => {
  await client.publish()
})
afterEach(() => {
  vi.restoreAllMocks()
})

test('[ING63] every answer with decisions says how long it took', async () => {
  const granted = { analytics: 'granted' }
  const bodies = [
    { consent: granted },
    { consent: { analytics: 'denied' } },
    { consent: granted, anonymousId: 'forged' },
  ]
  for (const body of bodies) {
    const { status, headers } = await client.interact({ stream: aStream(), ...body }, { origin: ORIGIN })
    expect(status).toBe(200)
    expect(headers.get('server-timing')).toMatch(/^ew;dur=\d+\.\d\d$/)
    expect(headers.get('access-control-expose-headers')).toContain('server-timing')
  }
})

test('[ING64] a failure is one line of JSON, and nothing of a request is in it', async () => {
  const lines: unknown[][] = []
  vi.spyOn(console, 'error').mockImplementation((...line) => void lines.push(line))
  const anonymousId = 'ada@example.org'
  const name = await profileName(SITE, { kind: 'anonymous', id: anonymousId })
  const stub = env.PROFILE.get(env.PROFILE.idFromName(name))
  // A table in the checkpoint’s place makes every write of this one object fail
  await runInDurableObject(stub, (_, state) => {
    state.storage.sql.exec('CREATE TABLE checkpoint (other TEXT)')
  })
  const event = {
    type: 'identify',
    anonymousId,
    userId: 'user-of-a-secret',
    messageId: 'message-of-a-secret',
    traits: { phone: '+1 555 0100' },
  }
  const headers = { 'cf-connecting-ip': '203.0.113.9', 'user-agent': 'Secret/1.0' }
  const { status } = await client.post('/v1/batch', { writeKey: CONSENTED_KEY, batch: [event] }, headers)
  expect(status).toBe(503)
  expect(lines.length).toBeGreaterThan(0)
  for (const line of lines) {
    expect(line).toHaveLength(1)
    expect(JSON.parse(String(line[0]))).toMatchObject({ level: 'error', what: expect.stringMatching(/./) })
  }
  const text = JSON.stringify(lines)
  expect(text).toContain('a profile did not take its events')
  for (const secret of ['ada@', 'secret', '555', '203.0.113', 'Secret/1.0'])
    expect(text).not.toContain(secret)
})

test('[ING65] /healthz says which optional bindings are there', async () => {
  const ask = async (bindings: Partial<Env>): Promise<unknown> => {
    const context = createExecutionContext()
    const response = await app.fetch(new Request(`${BASE}/healthz`), { ...env, ...bindings }, context)
    await waitOnExecutionContext(context)
    return response.json()
  }
  const limiter: RateLimit = { limit: () => Promise.resolve({ success: true }) }
  expect(await ask({})).toMatchObject({
    status: 'ok',
    bindings: { VISITOR_LIMITER: false, CLAIMED_LIMITER: false, ADDRESS_LIMITER: false },
  })
  expect(await ask({ ADDRESS_LIMITER: limiter })).toMatchObject({
    bindings: { VISITOR_LIMITER: false, ADDRESS_LIMITER: true },
  })
})
