import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canonicalJson } from '../../../shared/canonical-json.ts'
import type { Json, JsonObject } from '../../../shared/json.ts'
import {
  diffJson,
  mergePatch,
  readPart,
  SETTINGS,
  siteChanges,
  writePart,
} from '../../../shared/release/index.ts'
import { siteDocument } from './site.ts'

/** `as`: an editor's document is JSON. */
const aSite = (more: JsonObject = {}) => ({ ...siteDocument(), ...more }) as unknown as JsonObject

describe('what changed between two documents', () => {
  test('[SIT1] is told by part and field, entries of lists by their names', () => {
    const before = aSite({
      experiences: [
        { id: 'a', slot: 'hero', variants: [{ id: 'x', fields: { title: 'One' } }] },
        { id: 'b', slot: 'hero', variants: [{ id: 'x', fields: null }] },
        { id: 'c', slot: 'hero', variants: [{ id: 'x', fields: null }] },
      ],
    })
    const after = aSite({
      name: 'Shop!',
      experiences: [
        { id: 'c', slot: 'hero', variants: [{ id: 'x', fields: null }] },
        { id: 'new', slot: 'hero', variants: [{ id: 'x', fields: null }] },
        {
          id: 'a',
          slot: 'hero',
          variants: [
            { id: 'y', fields: null },
            { id: 'x', fields: { title: 'Two' } },
          ],
        },
      ],
    })
    expect(siteChanges(before, after)).toEqual([
      {
        type: 'changed',
        kind: 'settings',
        id: 'name',
        fields: [{ path: '', what: 'value', before: 'Shop', after: 'Shop!' }],
      },
      {
        type: 'changed',
        kind: 'experiences',
        id: 'a',
        fields: [
          { path: '/variants/x/fields/title', what: 'value', before: 'One', after: 'Two' },
          { path: '/variants/y', what: 'value', after: { id: 'y', fields: null } },
        ],
      },
      { type: 'removed', kind: 'experiences', id: 'b', before: expect.objectContaining({ id: 'b' }) },
      { type: 'added', kind: 'experiences', id: 'new', after: expect.objectContaining({ id: 'new' }) },
      { type: 'reordered', kind: 'experiences', before: ['a', 'c'], after: ['c', 'a'] },
    ])
  })

  test('[SIT1] is nothing where one says a default and the other leaves it out', () => {
    const { goals: _, ...withoutGoals } = aSite()
    expect(siteChanges(withoutGoals, { ...withoutGoals, goals: [] })).toEqual([])
    const experience = { id: 'a', slot: 'hero', variants: [{ id: 'x', fields: null }] }
    const explicit = { ...experience, enabled: true, holdout: 0 }
    expect(siteChanges(aSite({ experiences: [experience] }), aSite({ experiences: [explicit] }))).toEqual([])
  })

  test('[SIT1] is told of documents that are wrong, too', () => {
    const twins: Json = [{ id: 'a' }, { id: 'a' }]
    expect(siteChanges(aSite({ slots: twins }), aSite({ slots: 'none' }))).toEqual([
      {
        type: 'changed',
        kind: 'settings',
        id: 'slots',
        fields: [{ path: '', what: 'value', before: twins, after: 'none' }],
      },
    ])
    expect(diffJson(JSON.parse('{"__proto__":1}') as Json, {})).toEqual([
      { path: '/__proto__', what: 'value', before: 1 },
    ])
  })

  test('[SIT1] is nothing only where they say the same', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
        // `as`: what fast-check makes is JSON
        const [before, after] = [a as Json, b as Json]
        expect(diffJson(before, before)).toEqual([])
        expect(diffJson(before, after).length === 0).toBe(canonicalJson(before) === canonicalJson(after))
      }),
      { seed: 20261122, numRuns: 500 },
    )
  })
})

describe('one part of a site', () => {
  test('[SIT5] is read, changed, added at the end and removed by its name', () => {
    const site = aSite()
    const part = { kind: 'segments', id: 'customers' }
    const renamed = mergePatch(readPart(site, part), { name: 'Buyers', public: true })
    const changed = writePart(site, part, renamed)
    expect(siteChanges(site, changed)).toMatchObject([
      { type: 'changed', ...part, fields: [{ path: '/name', after: 'Buyers' }, { path: '/public' }] },
    ])
    expect(siteChanges(changed, writePart(changed, part, undefined))).toMatchObject([
      { type: 'removed', ...part },
    ])
    const added = writePart(site, { kind: 'goals', id: 'new' }, { id: 'new' })
    expect(added['goals']).toEqual([...(site['goals'] as Json[]), { id: 'new' }])
    const setting = { kind: 'settings', id: 'origins' }
    expect(readPart(writePart(site, setting, ['https://new.example']), setting)).toEqual([
      'https://new.example',
    ])
    expect(readPart(site, { kind: 'segments', id: 'toString' })).toBeUndefined()
    expect(readPart(site, { kind: 'settings', id: 'toString' })).toBeUndefined()
  })

  test('[SIT5] is an entry of a list or a setting; what makes the document what it is can be neither', () => {
    expect(SETTINGS).toEqual(expect.arrayContaining(['name', 'timezone', 'origins']))
    for (const name of ['schema', 'id', 'segments', 'slots', 'experiences', 'goals', 'writeKeys'])
      expect(SETTINGS).not.toContain(name)
  })

  // The examples of RFC 7396, appendix A
  test.each<[Json, Json, Json]>([
    [{ a: 'b' }, { a: 'c' }, { a: 'c' }],
    [{ a: 'b' }, { b: 'c' }, { a: 'b', b: 'c' }],
    [{ a: 'b' }, { a: null }, {}],
    [{ a: 'b', b: 'c' }, { a: null }, { b: 'c' }],
    [{ a: ['b'] }, { a: 'c' }, { a: 'c' }],
    [{ a: 'c' }, { a: ['b'] }, { a: ['b'] }],
    [{ a: { b: 'c' } }, { a: { b: 'd', c: null } }, { a: { b: 'd' } }],
    [{ a: [{ b: 'c' }] }, { a: [1] }, { a: [1] }],
    [
      ['a', 'b'],
      ['c', 'd'],
      ['c', 'd'],
    ],
    [{ a: 'b' }, ['c'], ['c']],
    [{ a: 'foo' }, null, null],
    [{ a: 'foo' }, 'bar', 'bar'],
    [{ e: null }, { a: 1 }, { e: null, a: 1 }],
    [[1, 2], { a: 'b', c: null }, { a: 'b' }],
    [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
  ])('[SIT5] is changed by a JSON merge patch: %j by %j', (target, patch, result) => {
    expect(mergePatch(target, patch)).toEqual(result)
  })
})
