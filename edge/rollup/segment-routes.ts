import { Hono } from 'hono'
import { createOverlap, mergeOverlap, readOverlap } from '../../shared/segment/overlap/index.ts'
import type { AdminContext } from '../http/admin-context.ts'
import { ProblemError } from '../http/problem-error.ts'
import { may } from '../site/people/may.ts'
import { askShards } from './ask-shards.ts'
import { DAYS_KEPT, dayOf } from './moves.ts'
import { mergeCatalogues } from './observed-catalogue.ts'
import { datesUntil, historyOf } from './segment-history.ts'
import { addTotals, createTotals } from './totals.ts'

const DEFAULT_DAYS = 30
/** A matrix of more is not read by anybody, and each two segments are a number. */
const MAX_OVERLAPPING = 30

/** What the sums over profiles say of a site's segments, and which events its visitors send. */
export const segmentRoutes = new Hono<AdminContext>()
  .get('/:site/segments/history', may('viewer'), async (c) => {
    const days = readDays(c.req.query('days'))
    const now = Date.now()
    const { release, answers, missing } = await askShards(
      c.env,
      c.req.param('site'),
      async (shard, { site }) => {
        const since = dayOf(now, site.timezone) - days
        const [totals, moves] = await Promise.all([shard.totals(), shard.moves(since)])
        return { totals, moves }
      },
    )
    const { timezone } = release.site
    const today = dayOf(now, timezone)
    const sum = createTotals()
    for (const { totals } of answers) addTotals(sum, totals)
    const moves = answers.flatMap((answer) => answer.moves)
    return c.json({
      now: new Date(now).toISOString(),
      timezone,
      profiles: sum.profiles,
      covered: sum.covered.get(release.segmentsHash) ?? 0,
      dates: datesUntil(today, days),
      segments: Object.fromEntries(
        [...release.segmentIds].map((id) => [
          id,
          historyOf(id, sum.segments.get(id) ?? 0, moves, today, days),
        ]),
      ),
      missingShards: missing,
    })
  })
  .get('/:site/segments/overlap', may('viewer'), async (c) => {
    const asked = c.req.query('segments')?.split(',').filter(Boolean) ?? null
    if (asked !== null && asked.length > MAX_OVERLAPPING) throw tooMany(asked.length)
    const site = c.req.param('site')
    const sum = createTotals()
    if (asked === null) {
      const { answers } = await askShards(c.env, site, (shard) => shard.totals())
      for (const totals of answers) addTotals(sum, totals)
    }
    const largest = [...sum.segments].toSorted(([, a], [, b]) => b - a).map(([id]) => id)
    const segments = asked ?? largest.slice(0, MAX_OVERLAPPING)
    const { answers, missing } = await askShards(c.env, site, (shard) => shard.overlap(segments))
    const overlap = createOverlap()
    for (const answer of answers) mergeOverlap(overlap, answer)
    return c.json({
      now: new Date().toISOString(),
      ...readOverlap(overlap, segments),
      missingShards: missing,
    })
  })
  .get('/:site/catalogue', may('viewer'), async (c) => {
    const { answers, missing } = await askShards(c.env, c.req.param('site'), (shard) => shard.observed())
    return c.json({ now: new Date().toISOString(), ...mergeCatalogues(answers), missingShards: missing })
  })

function readDays(text: string | undefined): number {
  const days = text === undefined ? DEFAULT_DAYS : Number(text)
  if (Number.isInteger(days) && days >= 1 && days < DAYS_KEPT) return days
  throw new ProblemError('bad-request', {
    detail: 'The parameter "days" cannot be used.',
    issues: [
      {
        pointer: '/days',
        found: JSON.stringify(text),
        expected: `a whole number from 1 to ${DAYS_KEPT - 1}`,
      },
    ],
  })
}

function tooMany(count: number): ProblemError {
  return new ProblemError('bad-request', {
    detail: 'The overlap of so many segments is not told at once.',
    issues: [
      {
        pointer: '/segments',
        found: `${count} segments`,
        expected: `at most ${MAX_OVERLAPPING}, separated by commas`,
      },
    ],
  })
}
