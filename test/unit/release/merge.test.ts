import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Json, JsonObject } from '../../../shared/json.ts'
import { isSameJson, mergeJson, mergeSites, writePart } from '../../../shared/release/index.ts'
import { siteDocument } from './site.ts'

/** `as`: an editor's document is JSON. */
const aSite = (more: JsonObject = {}) => ({ ...siteDocument(), ...more }) as unknown as JsonObject

const named = (...ids: string[]): Json => ids.map((id) => ({ id }))
const idsOf = (list: Json | undefined) => (list as readonly { id: string }[]).map(({ id }) => id)

describe('two changes of one document', () => {
  test('[SIT2] are joined field by field', () => {
    const base = { hero: { title: 'One', text: 'Two', link: '/a' }, gone: 1 }
    const theirs = { hero: { title: 'Theirs', text: 'Two', link: '/both' }, gone: 1 }
    const yours = { hero: { title: 'One', text: 'Yours', link: '/both' }, new: true }
    expect(mergeJson(base, theirs, yours)).toEqual({
      merged: { hero: { title: 'Theirs', text: 'Yours', link: '/both' }, new: true },
      clashes: [],
    })
  })

  test('[SIT2] clash where they differ, and nothing of what is stored is lost', () => {
    const [base, theirs, yours] = [{ title: 'One' }, { title: 'Theirs', a: 1 }, { title: 'Yours', b: 2 }]
    const clashes = [{ path: '/title', what: 'value', base: 'One', theirs: 'Theirs', yours: 'Yours' }]
    expect(mergeJson(base, theirs, yours)).toEqual({ merged: { title: 'Theirs', a: 1, b: 2 }, clashes })
    expect(mergeJson(base, theirs, yours, 'yours').merged).toEqual({ title: 'Yours', a: 1, b: 2 })
  })

  test('[SIT2] clash where one removes what the other changed', () => {
    const base = { list: [{ id: 'a', name: 'A' }, { id: 'b' }] }
    const theirs = { list: [{ id: 'b' }] }
    const yours = { list: [{ id: 'a', name: 'New' }, { id: 'b' }] }
    const clash = {
      path: '/list/a',
      what: 'value',
      base: { id: 'a', name: 'A' },
      yours: { id: 'a', name: 'New' },
    }
    expect(mergeJson(base, theirs, yours)).toEqual({ merged: theirs, clashes: [clash] })
    expect(mergeJson(base, theirs, yours, 'yours').merged).toEqual(yours)
  })

  test.each<[string, string[], string[], string[], string[], number]>([
    ['both add', ['a', 'b'], ['a', 'x', 'b'], ['a', 'b', 'y'], ['a', 'x', 'b', 'y'], 0],
    ['both add to nothing', [], ['x'], ['y'], ['y', 'x'], 0],
    [
      'one moves, the other adds',
      ['a', 'b', 'c'],
      ['c', 'a', 'b'],
      ['a', 'x', 'b', 'c'],
      ['c', 'a', 'x', 'b'],
      0,
    ],
    ['one moves, the other removes', ['a', 'b', 'c'], ['a', 'c'], ['c', 'b', 'a'], ['c', 'a'], 0],
    ['both move alike', ['a', 'b'], ['b', 'a'], ['b', 'a'], ['b', 'a'], 0],
    ['both move', ['a', 'b', 'c'], ['b', 'a', 'c'], ['c', 'x', 'a', 'b'], ['b', 'a', 'c', 'x'], 1],
  ])('[SIT3] in a list of named entries: %s', (_, base, theirs, yours, expected, clashes) => {
    const merge = mergeJson(named(...base), named(...theirs), named(...yours))
    expect(idsOf(merge.merged)).toEqual(expected)
    expect(merge.clashes.map(({ what }) => what)).toEqual(Array.from({ length: clashes }, () => 'order'))
  })

  test('[SIT3] of different parts of a site are both kept, whatever else is wrong with it', () => {
    const base = aSite({ experiences: 'not yet' })
    const theirs = writePart(base, { kind: 'segments', id: 'customers' }, { id: 'customers', name: 'Theirs' })
    const yours = writePart(base, { kind: 'settings', id: 'name' }, 'Yours')
    const { merged, clashes } = mergeSites(base, theirs, yours)
    expect(clashes).toEqual([])
    expect(merged).toMatchObject({
      name: 'Yours',
      segments: [{ id: 'hiking-fans' }, { id: 'customers', name: 'Theirs' }],
      experiences: 'not yet',
    })
  })

  // Objects and named lists over a few names, so that changes often meet
  const name = fc.constantFrom('a', 'b', 'c', 'd')
  const { tree } = fc.letrec<{ tree: Json }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 3 },
      fc.integer({ min: 0, max: 2 }),
      fc.dictionary(name, tie('tree'), { maxKeys: 3 }),
      fc.uniqueArray(fc.record({ id: name, value: tie('tree') }), {
        selector: ({ id }) => id,
        maxLength: 4,
      }) as fc.Arbitrary<Json>,
      fc.array(fc.integer({ min: 0, max: 1 }), { maxLength: 2 }) as fc.Arbitrary<Json>,
    ),
  }))
  const seeded = { seed: 20261122, numRuns: 2_000 }

  test('[SIT45] of a list of texts are joined by the texts: what either added is in it, what either took out is not', () => {
    const merged = (base: Json, theirs: Json, yours: Json) =>
      mergeJson({ base }, { base: theirs }, { base: yours })
    const one = (list: Json) => ({ merged: { base: list }, clashes: [] })
    expect(merged(['a'], ['a', 'b'], ['a', 'c'])).toEqual(one(['a', 'c', 'b']))
    expect(merged([], ['a'], ['b'])).toEqual(one(['b', 'a']))
    expect(merged(['a', 'b'], ['b'], ['a', 'b', 'c'])).toEqual(one(['b', 'c']))
    expect(merged(['a', 'b'], ['b'], ['a'])).toEqual(one([]))
    // Of a pair that was exchanged nobody can tell which entry stands for which
    expect(merged(['1', '2'], ['3', '2'], ['4', '2'])).toMatchObject({
      clashes: [{ path: '/base', what: 'value' }],
    })
    expect(merged(['a', 'a'], ['a', 'a', 'b'], ['a'])).toMatchObject({ clashes: [{ what: 'value' }] })
    expect(merged(['a', 'b'], ['b', 'a', 'c'], ['a', 'b', 'd'])).toEqual(one(['b', 'd', 'a', 'c']))
  })

  test('[SIT45] let two people each add an origin', () => {
    const site = aSite({ origins: ['https://a.example'] })
    const theirs = { ...site, origins: ['https://a.example', 'https://b.example'] }
    const yours = { ...site, origins: ['https://a.example', 'https://c.example'] }
    const { merged, clashes } = mergeJson(site, theirs, yours)
    expect(clashes).toEqual([])
    expect((merged as { origins: string[] }).origins.toSorted()).toEqual([
      'https://a.example',
      'https://b.example',
      'https://c.example',
    ])
  })

  test('[SIT4] are one where the other did nothing, or both did the same', () => {
    fc.assert(
      fc.property(tree, tree, (base, changed) => {
        expect(mergeJson(base, base, changed)).toEqual({ merged: changed, clashes: [] })
        expect(mergeJson(base, changed, base)).toEqual({ merged: changed, clashes: [] })
        expect(mergeJson(base, changed, changed)).toEqual({ merged: changed, clashes: [] })
      }),
      seeded,
    )
  })

  test('[SIT4] clash in the same places from both sides, and then have what is preferred', () => {
    fc.assert(
      fc.property(tree, tree, tree, (base, theirs, yours) => {
        const here = mergeJson(base, theirs, yours, 'yours')
        const there = mergeJson(base, yours, theirs, 'theirs')
        const places = (clashes: readonly { path: string }[]) => clashes.map(({ path }) => path).toSorted()
        expect(places(here.clashes)).toEqual(places(there.clashes))
        for (const clash of here.clashes) expect(isSameJson(clash.theirs, clash.yours)).toBe(false)
      }),
      seeded,
    )
  })

  test('[SIT4] of different members are made as if one after the other', () => {
    fc.assert(
      fc.property(fc.dictionary(name, tree), tree, tree, (base, left, right) => {
        const merged = mergeJson(base, { ...base, left }, { ...base, right })
        expect(merged).toEqual({ merged: { ...base, left, right }, clashes: [] })
      }),
      seeded,
    )
  })
})
