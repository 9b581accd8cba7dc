import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addProfile,
  createOverlap,
  mergeOverlap,
  type Overlap,
  overlapOf,
  overlapOfMembers,
  readOverlap,
  removeProfile,
} from '../../../shared/segment/overlap/index.ts'

const SEED = 20_261_122

const profiles = [['buyers', 'vip'], ['buyers'], ['vip', 'buyers', 'vip'], ['lapsed'], []]

const ids = fc.constantFrom<string>('a', 'b', 'c', 'd', 'constructor', 'experience:x')
const population = fc.array(fc.array(ids, { maxLength: 5 }), { maxLength: 12 })

describe('the overlap of segments', () => {
  test('[OVL1] counts profiles, the members of each segment, and of each two', () => {
    expect(readOverlap(overlapOf(profiles))).toEqual({
      profiles: 5,
      segments: [
        { id: 'buyers', members: 3 },
        { id: 'lapsed', members: 1 },
        { id: 'vip', members: 2 },
      ],
      pairs: [{ a: 'buyers', b: 'vip', both: 2, either: 3, jaccard: 2 / 3, shareOfA: 2 / 3, shareOfB: 1 }],
    })
  })

  test('[OVL2] of segments that are asked for has also those with nothing in common, and shares of nobody are null', () => {
    const { segments, pairs } = readOverlap(overlapOf(profiles), ['vip', 'nobody', 'lapsed', 'empty', 'vip'])
    expect(segments.map(({ id, members }) => [id, members])).toEqual([
      ['empty', 0],
      ['lapsed', 1],
      ['nobody', 0],
      ['vip', 2],
    ])
    expect(pairs.map(({ a, b }) => `${a} ${b}`)).toEqual([
      'empty lapsed',
      'empty nobody',
      'empty vip',
      'lapsed nobody',
      'lapsed vip',
      'nobody vip',
    ])
    expect(pairs[1]).toEqual({
      a: 'empty',
      b: 'nobody',
      both: 0,
      either: 0,
      jaccard: null,
      shareOfA: null,
      shareOfB: null,
    })
    expect(pairs[4]).toMatchObject({ both: 0, either: 3, jaccard: 0, shareOfA: 0, shareOfB: 0 })
  })

  test('[OVL3] is what counting in sets says', () => {
    fc.assert(
      fc.property(population, (people) => {
        const membersOf = (id: string) =>
          new Set(people.flatMap((segments, person) => (segments.includes(id) ? [person] : [])))
        const {
          profiles: total,
          segments,
          pairs,
        } = readOverlap(overlapOf(people), ['a', 'b', 'c', 'constructor'])
        expect(total).toBe(people.length)
        for (const { id, members } of segments) expect(members).toBe(membersOf(id).size)
        for (const { a, b, both, either, jaccard, shareOfA, shareOfB } of pairs) {
          const [inA, inB] = [membersOf(a), membersOf(b)]
          expect(both).toBe([...inA].filter((person) => inB.has(person)).length)
          expect(either).toBe(new Set([...inA, ...inB]).size)
          expect(jaccard).toBe(either === 0 ? null : both / either)
          expect(shareOfA).toBe(inA.size === 0 ? null : both / inA.size)
          expect(shareOfB).toBe(inB.size === 0 ? null : both / inB.size)
        }
      }),
      { seed: SEED, numRuns: 500 },
    )
  })

  test('[OVL4] is the same in any order of profiles and of segments, and through a text', () => {
    fc.assert(
      fc.property(population, (people) => {
        const backwards = people.toReversed().map((segments) => segments.toReversed())
        expect(overlapOf(backwards)).toEqual(overlapOf(people))
        expect(JSON.parse(JSON.stringify(overlapOf(people)))).toEqual(overlapOf(people))
      }),
      { seed: SEED, numRuns: 300 },
    )
  })

  test('[OVL5] of a profile that is taken out is as if it had not been added', () => {
    fc.assert(
      fc.property(population, population, (staying, leaving) => {
        const overlap = overlapOf([...staying, ...leaving])
        for (const segments of leaving) removeProfile(overlap, segments)
        expect(overlap).toEqual(overlapOf(staying))
      }),
      { seed: SEED, numRuns: 300 },
    )
  })

  test('[OVL5] refuses to take out a profile that cannot be in, and stays as it was', () => {
    const overlap = overlapOf([['a', 'b'], ['c']])
    const before = structuredClone(overlap)
    for (const segments of [['d'], ['a', 'c'], ['constructor']]) {
      expect(() => removeProfile(overlap, segments)).toThrow(RangeError)
    }
    expect(overlap).toEqual(before)
    expect(() => removeProfile(createOverlap(), [])).toThrow(RangeError)
  })

  test('[OVL6] of parts adds up to that of all', () => {
    fc.assert(
      fc.property(fc.array(population, { maxLength: 4 }), (parts) => {
        const sum: Overlap = createOverlap()
        for (const part of parts) mergeOverlap(sum, overlapOf(part))
        expect(sum).toEqual(overlapOf(parts.flat()))
      }),
      { seed: SEED, numRuns: 300 },
    )
  })

  test('[OVL7] comes of the members of each segment as well', () => {
    const members = new Map([
      ['buyers', ['p1', 'p2', 'p3', 'p1']],
      ['vip', ['p3', 'p1']],
      ['nobody', []],
    ])
    const overlap = createOverlap()
    for (const segments of [['buyers', 'vip'], ['buyers'], ['buyers', 'vip']]) addProfile(overlap, segments)
    expect(overlapOfMembers(members)).toEqual(overlap)
  })
})
