import { compareEvents } from '../../event/profile-event.ts'
import { numberTest } from '../aggregate/number-test.ts'
import type { Op } from '../op.ts'
import { FALSE, TRUE, UNKNOWN } from '../truth.ts'
import { compilePath } from '../where/path.ts'
import type { Leaf } from './leaf.ts'

/** The newest score: its place in the order of events, and its value. */
type Score = [at: number, sequence: number, id: string, value: number] | []

/** The event that brings a score. */
export const SCORE_EVENT = 'Score Updated'

const readValue = compilePath('properties.value')

/**
 * The newest score of a model, compared. Unknown while there is none, and from `maxAgeMs` after it on. Keeps one score.
 */
export function createScoreLeaf(
  model: string,
  output: string | undefined,
  op: Op,
  maxAgeMs: number,
): Leaf<Score> {
  const fits = numberTest(op)
  const isStale = (at: number, now: number) => now - at >= maxAgeMs
  return {
    matches: [
      {
        event: SCORE_EVENT,
        where: { 'properties.model': { $eq: model }, 'properties.output': { $eq: output ?? null } },
      },
    ],
    untouched: UNKNOWN,
    ordered: false,
    reachMs: maxAgeMs,
    most: 1,
    size: () => 1,
    create: () => [],
    apply(score, event) {
      const value = readValue(event)
      if (typeof value !== 'number' || !Number.isFinite(value)) return
      const { at, sequence = 0, id } = event
      const [newestAt, newestSequence = 0, newestId = ''] = score
      if (newestAt !== undefined) {
        const newest = { ...event, at: newestAt, sequence: newestSequence, id: newestId }
        if (compareEvents(newest, event) > 0) return
      }
      score.splice(0, score.length, at, sequence, id, value)
    },
    truth([at, , , value], now) {
      if (at === undefined || value === undefined || isStale(at, now)) return UNKNOWN
      return fits(value) ? TRUE : FALSE
    },
    flipsAt: ([at], now) => (at === undefined || isStale(at, now) ? Infinity : at + maxAgeMs),
    isCertain: ([at]) => at !== undefined,
    seen: ([, , , value]) => value ?? null,
  }
}
