import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  countMissing,
  createDedupe,
  FOREIGN_ID_MEMORY_MS,
  forgetOldMessages,
  MAX_GAPS,
  MAX_SEQUENCE_JUMP,
  rememberMessage,
  STREAM_MEMORY_MS,
  timeInStream,
} from '../../../shared/event/dedupe.ts'

const STREAM = 'aaaaaaaaaaaaaaaa'
const id = (sequence: number) => `ew1.${STREAM}.${sequence}`

describe('a stream of the SDK', () => {
  test('[ING11] takes each sequence once in any order, with any repetition, and knows what is missing', () => {
    const messages = fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 200 })
    fc.assert(
      fc.property(messages, (sequences) => {
        const state = createDedupe()
        const seen = new Set<number>()
        for (const sequence of sequences) {
          expect(rememberMessage(state, id(sequence), 0)).toBe(seen.has(sequence) ? 'duplicate' : 'new')
          seen.add(sequence)
        }
        const highest = Math.max(0, ...seen)
        expect(countMissing(state)).toBe(highest - seen.size)
      }),
      { seed: 11, numRuns: 300 },
    )
  })

  test('[ING11] is one state whatever the order of arrival', () => {
    const order = fc.shuffledSubarray(Array.from({ length: 40 }, (_, index) => index + 1))
    fc.assert(
      fc.property(order, (sequences) => {
        const [given, sorted] = [createDedupe(), createDedupe()]
        for (const sequence of sequences) rememberMessage(given, id(sequence), 0)
        for (const sequence of sequences.toSorted((a, b) => a - b)) rememberMessage(sorted, id(sequence), 0)
        expect(given).toEqual(sorted)
      }),
      { seed: 12, numRuns: 200 },
    )
  })

  test('[ING12] refuses an absurd jump and goes on from where it was', () => {
    const state = createDedupe()
    expect(rememberMessage(state, id(1), 0)).toBe('new')
    expect(rememberMessage(state, id(2 + MAX_SEQUENCE_JUMP), 0)).toBe('refused')
    expect(rememberMessage(state, id(2), 0)).toBe('new')
    expect(countMissing(state)).toBe(0)
  })

  test('[ING12] does not remember a stream of which it took nothing', () => {
    const state = createDedupe()
    expect(rememberMessage(state, id(1 + MAX_SEQUENCE_JUMP), 0)).toBe('refused')
    expect(state).toEqual(createDedupe())
  })

  test('[ING12] refuses what was missing in a gap that had to be closed, and never calls it a duplicate', () => {
    const state = createDedupe()
    for (let sequence = 2; sequence <= 2 * (MAX_GAPS + 1); sequence += 2)
      rememberMessage(state, id(sequence), 0)
    expect(rememberMessage(state, id(1), 0)).toBe('refused')
    expect(rememberMessage(state, id(3), 0)).toBe('new')
  })

  test('[ING11] keeps streams apart and forgets them after their memory', () => {
    const state = createDedupe()
    rememberMessage(state, id(1), 0)
    expect(rememberMessage(state, 'ew1.bbbbbbbbbbbbbbbb.1', 1)).toBe('new')
    forgetOldMessages(state, STREAM_MEMORY_MS)
    expect(Object.keys(state.streams)).toEqual(['bbbbbbbbbbbbbbbb'])
  })
})

describe('an id of another client', () => {
  test('[ING11] is remembered for seven days', () => {
    const state = createDedupe()
    expect(rememberMessage(state, 'node-next-1', 0)).toBe('new')
    forgetOldMessages(state, FOREIGN_ID_MEMORY_MS - 1)
    expect(rememberMessage(state, 'node-next-1', 0)).toBe('duplicate')
    forgetOldMessages(state, FOREIGN_ID_MEMORY_MS)
    expect(rememberMessage(state, 'node-next-1', 0)).toBe('new')
  })

  test.each(['constructor', '__proto__', 'ew1.__defineGetter__.1', 'ew1.propertyIsEnumerable.1'])(
    '[ING22] that names a member of every object is an id like any other: %s',
    (name) => {
      const state = createDedupe()
      expect(timeInStream(state, { id: name, at: 1 })).toBe(1)
      expect(rememberMessage(state, name, 0)).toBe('new')
      expect(rememberMessage(state, name, 0)).toBe('duplicate')
      // `as`: what was written
      const kept = JSON.parse(JSON.stringify(state)) as typeof state
      expect(rememberMessage(kept, name, 0)).toBe('duplicate')
      forgetOldMessages(kept, STREAM_MEMORY_MS)
      expect(rememberMessage(kept, name, 0)).toBe('new')
    },
  )
})
