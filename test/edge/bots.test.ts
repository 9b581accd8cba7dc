import { listDurableObjectIds } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { beforeEach, describe, expect, test } from 'vitest'
import type { InteractResponse } from '../../shared/event/index.ts'
import { CONSENTED_KEY, ORIGIN, SITE } from './support/a-site.ts'
import { aStream } from './support/a-visitor.ts'
import { Client } from './support/client.ts'

const client = new Client({ evict: false })
const CHROME =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/146.0.0.0 Safari/537.36'
const GOOGLEBOT = 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)'
const anEvent = () => ({
  type: 'track',
  event: 'A',
  messageId: crypto.randomUUID(),
  anonymousId: crypto.randomUUID(),
})
const countProfiles = async () => (await listDurableObjectIds(env.PROFILE)).length

/** A call of a page, with what Cloudflare's bot management says of it. */
function judged(botManagement: { score: number; verifiedBot: boolean }) {
  const body = {
    writeKey: CONSENTED_KEY,
    stream: aStream(),
    sentAt: Date.now(),
    batch: [anEvent()],
    consent: { analytics: 'granted' },
  }
  const init = { method: 'POST', body: JSON.stringify(body), headers: { 'user-agent': CHROME } }
  return client.request<InteractResponse>('/v1/interact', {
    ...init,
    cf: { botManagement: { ...botManagement, corporateProxy: false } },
  } as RequestInit)
}

beforeEach(async () => {
  await client.publish()
})

describe('a bot', () => {
  test.each([
    GOOGLEBOT,
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/146.0.0.0 Safari/537.36',
    'Googlebot/2.1 (+http://www.google.com/bot.html)',
  ])('[ING49] sees what the request alone decides, and makes no object: %s', async (userAgent) => {
    const before = await countProfiles()
    const page = { url: `${ORIGIN}/` }
    const { status, body } = await client.interact(
      { stream: aStream(), page, batch: [anEvent(), { ...anEvent(), messageId: undefined }] },
      { 'user-agent': userAgent, origin: ORIGIN },
    )
    expect(status).toBe(200)
    expect(body.receipts.map(({ status, reason }) => `${status} ${reason?.split(':')[0]}`)).toEqual([
      'rejected bot',
      'rejected bot',
    ])
    expect(body).toMatchObject({ version: 0, decisions: { hero: { reason: 'DEFAULT' } } })
    expect(body.anonymousId).toBeUndefined()
    expect(await countProfiles()).toBe(before)
  })

  test('[ING49] makes no object with Segment’s client, either', async () => {
    const before = await countProfiles()
    for (const path of ['t', 'b']) {
      const { body } = await client.post(`/v1/${path}`, path === 't' ? anEvent() : { batch: [anEvent()] }, {
        'x-write-key': CONSENTED_KEY,
        'user-agent': GOOGLEBOT,
        origin: ORIGIN,
      })
      expect(body).toMatchObject({
        success: true,
        receipts: [{ status: 'rejected', reason: expect.stringMatching(/^bot: /) }],
      })
    }
    expect(await countProfiles()).toBe(before)
  })

  test.each([
    [{ score: 1, verifiedBot: false }, 'rejected'],
    [{ score: 29, verifiedBot: false }, 'rejected'],
    [{ score: 99, verifiedBot: true }, 'rejected'],
    [{ score: 30, verifiedBot: false }, 'accepted'],
    [{ score: 0, verifiedBot: false }, 'accepted'],
  ])(
    '[ING49] is told by Cloudflare’s bot management, where it is there: %j',
    async (botManagement, status) => {
      expect((await judged(botManagement)).body.receipts).toMatchObject([{ status }])
    },
  )
})

describe('no bot', () => {
  test.each([CHROME, 'curl/8.5.0', 'analytics-python/2.3.2', ''])(
    '[ING49] is a browser, or a program that calls by itself: %s',
    async (userAgent) => {
      const { body } = await client.interact(
        { stream: aStream(), batch: [anEvent()] },
        userAgent === '' ? {} : { 'user-agent': userAgent },
      )
      expect(body.receipts).toMatchObject([{ status: 'accepted' }])
    },
  )

  test('[ING49] is who has a server key', async () => {
    const { body: created } = await client.admin<{ key: string }>('POST', `${SITE}/keys`)
    const { body } = await client.post(
      '/v1/t',
      { ...anEvent(), anonymousId: undefined, userId: 'u-of-a-server' },
      { 'x-write-key': created.key, 'user-agent': 'spider-of-our-own/1.0' },
    )
    expect(body).toMatchObject({ receipts: [{ status: 'accepted' }] })
  })
})
