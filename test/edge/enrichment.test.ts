import { beforeEach, describe, expect, test } from 'vitest'
import { requestFacts } from '../../edge/ingest/request-facts.ts'
import { DEFAULT_ENRICH, type Enrich } from '../../shared/traffic/index.ts'
import { aSite, CONSENTED_KEY, ORIGIN, SITE, WRITE_KEY } from './support/a-site.ts'
import { aStream, Visitor } from './support/a-visitor.ts'
import { BASE, Client } from './support/client.ts'

const PHONE = 'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148'
const HEADERS = {
  'user-agent': PHONE,
  'accept-language': 'de-AT',
  'cf-connecting-ip': '203.0.113.9',
  origin: ORIGIN,
}

/** The facts that come of a request. */
const DERIVED = ['geo', 'device', 'campaign', 'referrer', 'touch']

const profileSegment = (id: string, where: object) => ({
  schema: 'segment/1',
  id,
  name: id,
  public: true,
  when: { kind: 'profile', where },
})

/** A site whose rules and texts read how visitors came. */
function touchedSite(more: object = {}): Record<string, unknown> {
  return aSite({
    segments: [
      profileSegment('found-by-search', { 'touch.first.channel': 'organic-search' }),
      profileSegment('back-by-letter', { 'touch.last.campaign': 'Spring' }),
      profileSegment('paid', { 'campaign.channel': { $regex: '^paid-' } }),
      profileSegment('from-social', { 'referrer.class': 'social' }),
    ],
    experiences: [
      {
        id: 'welcome-back',
        slot: 'nudge',
        audience: { segment: 'back-by-letter' },
        variants: [
          {
            id: 'a',
            fields: { text: 'First {{ touch.first.source }}, now {{ referrer.source | default: "none" }}' },
          },
        ],
      },
    ],
    ...more,
  })
}

describe.each([
  ['in memory', false],
  ['evicted between calls', true],
])('what the edge knows by itself, objects %s', (_, evict) => {
  const client = new Client({ evict })

  beforeEach(async () => {
    await client.publish(touchedSite())
  })

  const visit = async (visitor: Visitor, path: string, referrer: string, more: object = {}) => {
    const page = { url: `${ORIGIN}${path}`, referrer }
    const { body } = await client.interact(
      { stream: visitor.stream, page, ...(visitor.id !== null && { anonymousId: visitor.id }), ...more },
      HEADERS,
    )
    visitor.id = body.anonymousId ?? visitor.id
    return body
  }

  test('[ING59] [ING60] is read by rules and texts: the first touch stays, the last goes on', async () => {
    const visitor = new Visitor(client)
    const first = await visit(visitor, '/boots?size=42', 'https://www.google.de/')
    expect(first.segments).toEqual(['found-by-search'])
    const internal = await visit(visitor, '/cart', `${ORIGIN}/boots`)
    expect(internal.segments).toEqual(['found-by-search'])
    const letter = '/?utm_source=letter&utm_medium=email&utm_campaign=Spring'
    const second = await visit(visitor, letter, 'https://mail.google.com/')
    expect(second.segments).toEqual(['found-by-search', 'back-by-letter'])
    expect(second.decisions['nudge']?.html).toBe('<p>First google, now gmail</p>')
    await visit(visitor, '/', '')
    const { facts } = await visitor.report()
    expect(facts.touch).toMatchObject({
      first: { channel: 'organic-search', source: 'google', landingPage: `${ORIGIN}/boots` },
      last: { channel: 'email', source: 'letter', campaign: 'Spring', referrer: 'mail.google.com' },
    })
    expect(facts.campaign).toMatchObject({ source: 'letter', medium: 'email', channel: 'email' })
    expect(facts.referrer).toEqual({ class: 'direct' })
    expect(JSON.stringify(await visitor.report())).not.toMatch(/203\.0\.113|iPhone|size=42/)
  })

  test('[ING59] writes nothing for a page that stays open', async () => {
    const visitor = new Visitor(client)
    await visit(visitor, '/boots', 'https://t.co/x')
    const { version } = await visit(visitor, '/boots', 'https://t.co/x')
    expect((await visit(visitor, '/socks', 'https://t.co/x')).version).toBe(version)
  })

  test('[ING56] keeps the value of a click id only with consent to advertising', async () => {
    const visitor = new Visitor(client)
    const answer = await visit(visitor, '/?gclid=Secret-1', '')
    expect(answer.segments).toContain('paid')
    expect(JSON.stringify(await visitor.report())).not.toContain('Secret-1')
    const consent = { analytics: 'granted', personalization: 'granted', advertising: 'granted' }
    await visit(visitor, '/?gclid=Secret-1', '', { consent })
    expect((await visitor.report()).facts.campaign).toMatchObject({ click: 'gclid', clickId: 'Secret-1' })
  })

  test('[ING60] is neither kept nor known where it is switched off', async () => {
    const off = { geo: false, device: false, locale: false, campaign: false, referrer: false, touch: false }
    await client.publish(touchedSite({ enrich: off }))
    const visitor = new Visitor(client)
    const { segments } = await visit(visitor, '/?gclid=1', 'https://t.co/')
    expect(segments).toEqual([])
    const { facts } = await visitor.report()
    expect(DERIVED.filter((root) => root in facts)).toEqual([])
    await client.publish(touchedSite({ enrich: { ...off, device: true } }))
    await visit(visitor, '/', '')
    expect((await visitor.report()).facts.device).toEqual({ class: 'mobile' })
  })

  test('[ING78] has no time zone where that is switched off', () => {
    const cf = { country: 'DE', timezone: 'Europe/Berlin' }
    const geo = (enrich: Enrich) => {
      const request = new Request(BASE, { cf })
      return requestFacts(request, undefined, { enrich, receivedAt: Date.now(), mayAdvertise: false }).geo
    }
    expect(geo(DEFAULT_ENRICH)).toEqual(cf)
    expect(geo({ ...DEFAULT_ENRICH, timezone: false })).toEqual({ country: 'DE' })
  })

  test('[ING14] [ING60] is known without a profile, but for how one came at first', async () => {
    const { body } = await client.interact(
      {
        stream: aStream(),
        consent: { analytics: 'denied' },
        page: {
          url: `${ORIGIN}/?utm_source=letter&utm_medium=email&utm_campaign=Spring`,
          referrer: 'https://www.google.de/',
        },
      },
      HEADERS,
    )
    expect(body.decisions['nudge']).toMatchObject({
      reason: 'TARGETING_MATCH',
      html: '<p>First , now google</p>',
    })
  })

  test('[ING61] is known of who uses Segment’s client, by the page that it names', async () => {
    const anonymousId = crypto.randomUUID()
    const event = (path: string) => ({
      type: 'page',
      anonymousId,
      messageId: crypto.randomUUID(),
      context: {
        page: {
          url: `${ORIGIN}${path}`,
          path,
          referrer: 'https://www.google.de/',
          search: '',
          title: 'Boots',
        },
      },
    })
    const batch = [event('/boots'), event('/socks?utm_source=letter&utm_campaign=Spring')]
    await client.post('/v1/batch', { writeKey: CONSENTED_KEY, batch }, HEADERS)
    const { body } = await client.profile(`anonymous:${anonymousId}`)
    expect(body.facts).toMatchObject({
      device: { class: 'mobile', locale: 'de-AT' },
      campaign: { source: 'letter', name: 'Spring' },
      touch: { first: { landingPage: `${ORIGIN}/socks` } },
    })
    expect(body.segments).toEqual(['back-by-letter'])
  })

  test('[ING61] is not known of whom a server speaks', async () => {
    const { body: created } = await client.admin<{ key: string }>('POST', `${SITE}/keys`)
    const userId = crypto.randomUUID()
    const context = { page: { url: `${ORIGIN}/?utm_source=letter`, referrer: '' } }
    const batch = [{ type: 'page', userId, messageId: crypto.randomUUID(), context }]
    await client.post('/v1/batch', { writeKey: created.key, batch }, HEADERS)
    const { body } = await client.profile(`user:${userId}`)
    expect(DERIVED.filter((root) => root in body.facts)).toEqual([])
    const anonymous = { type: 'page', anonymousId: userId, messageId: crypto.randomUUID(), context }
    const consent = { context: { consent: { analytics: 'granted' } } }
    await client.post('/v1/batch', { writeKey: WRITE_KEY, batch: [{ ...anonymous, ...consent }] })
    const { body: quiet } = await client.profile(`anonymous:${userId}`)
    expect(DERIVED.filter((root) => root in quiet.facts)).toEqual([])
  })
})
