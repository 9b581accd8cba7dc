import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { canonicalJson } from '../../../shared/canonical-json.ts'
import { decide } from '../../../shared/experience/index.ts'
import { compileRelease, loadRelease, validateSite } from '../../../shared/release/index.ts'
import { evaluateContextual } from '../../../shared/segment/index.ts'
import { siteDocument } from './site.ts'

const sha256 = async (text: string) => createHash('sha256').update(text).digest('hex')

async function releaseOf(document: unknown, number = 1) {
  const result = validateSite(document)
  if (!result.ok) throw new Error(JSON.stringify(result.issues))
  return compileRelease(result.site, number, sha256)
}

function reversed<T>(value: T): T {
  if (Array.isArray(value)) return value.map(reversed) as T
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, member]) => [key, reversed(member)]),
  ) as T
}

describe('a release', () => {
  test('[REL18] has the hash of its content, whatever the order of members and its number', async () => {
    const first = await releaseOf(siteDocument())
    const second = await releaseOf(reversed(siteDocument()), 2)
    expect(first.hash).toMatch(/^[0-9a-f]{64}$/)
    expect(second).toMatchObject({ number: 2, hash: first.hash })
  })

  test('[REL18] has the same hash when a default is written out', async () => {
    const explicit = { ...siteDocument(), writeKeys: [{ key: 'ewk_shop_local', consent: 'required' }] }
    expect((await releaseOf(explicit)).hash).toBe((await releaseOf(siteDocument())).hash)
  })

  test('[REL18] has another hash for another content, and for another priority', async () => {
    const { hash } = await releaseOf(siteDocument())
    expect((await releaseOf({ ...siteDocument(), name: 'Shop!' })).hash).not.toBe(hash)
    const segments = siteDocument().segments.toReversed()
    expect((await releaseOf({ ...siteDocument(), segments })).hash).not.toBe(hash)
  })

  test('[REL18] is hashed over JSON whose members are sorted by their code units', () => {
    const value = { b: [1, { d: null, c: 'é"\n' }], a: 1e21, '€': true, '\u{1F600}': -0, gone: undefined }
    expect(canonicalJson(value)).toBe('{"a":1e+21,"b":[1,{"c":"é\\"\\n","d":null}],"€":true,"\u{1F600}":0}')
  })
})

describe('a loaded release', () => {
  test('[REL19] survives storage as JSON and decides with it', async () => {
    const document = {
      ...siteDocument(),
      experiences: [
        {
          id: 'irish',
          slot: 'hero',
          audience: { when: { kind: 'profile', where: { 'geo.country': 'IE' } } },
          variants: [{ id: 'only', fields: { title: 'Dia duit' } }],
        },
      ],
    }
    const { number, plan, content } = loadRelease(JSON.parse(JSON.stringify(await releaseOf(document, 4))))
    const decideFor = (country: string) => {
      const facts = { geo: { country } }
      const memberships = evaluateContextual(plan, facts, 0)
      return decide(content, { memberships, facts, traits: {}, unit: null, now: 0, release: number })
        .decisions
    }
    expect(decideFor('IE')['hero']).toMatchObject({
      experience: 'irish',
      fields: { title: 'Dia duit' },
      release: 4,
    })
    expect(decideFor('FR')['hero']).toMatchObject({ reason: 'DEFAULT', release: 4 })
  })

  test('[REL19] looks up keys, origins and the segments that pages may see', async () => {
    const { writeKeys, origins, segmentIds, publicSegments, hash, site } = loadRelease(
      await releaseOf(siteDocument()),
    )
    expect(writeKeys.get('ewk_shop_local')).toEqual({ key: 'ewk_shop_local', consent: 'required' })
    expect([...origins]).toEqual(['https://shop.example'])
    expect([...segmentIds]).toEqual(['hiking-fans', 'customers'])
    expect([...publicSegments]).toEqual(['hiking-fans'])
    expect({ hash, site }).toMatchObject({
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
      site: { id: 'shop' },
    })
  })
})
