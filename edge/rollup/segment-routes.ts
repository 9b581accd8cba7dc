import { Hono } from 'hono'
import * as v from 'valibot'
import { createOverlap, mergeOverlap, readOverlap } from '../../shared/segment/overlap/index.ts'
import { dayOf } from '../../shared/segment/window/day-of.ts'
import type { AdminContext } from '../http/admin-context.ts'
import { asks } from '../http/asks.ts'
import { may } from '../site/people/may.ts'
import { askShards } from './ask-shards.ts'
import { DAYS_KEPT } from './moves.ts'
import { mergeCatalogues } from './observed-catalogue.ts'
import { datesUntil, historyOf } from './segment-history.ts'
import { addTotals, createTotals } from './totals.ts'

/** A matrix of more is not read by anybody, and each two segments are a number. */
const MAX_OVERLAPPING = 30

const DAYS = `a whole number from 1 to ${DAYS_KEPT - 1}`

const HistoryQuery = v.object({
  days: v.optional(
    v.pipe(
      v.string(),
      v.regex(/^\d{1,4}$/, DAYS),
      v.transform(Number),
      v.minValue(1, DAYS),
      v.maxValue(DAYS_KEPT - 1, DAYS),
    ),
    '30',
  ),
})

const OverlapQuery = v.object({
  segments: v.optional(
    v.pipe(
      v.string(),
      v.transform((text) => text.split(',').filter(Boolean)),
      v.maxLength(MAX_OVERLAPPING, `at most ${MAX_OVERLAPPING} segments, separated by commas`),
    ),
  ),
})

/** What the sums over profiles say of a site's segments, and which events its visitors send. */
export const segmentRoutes = new Hono<AdminContext>()
  .get('/:site/segments/history', may('viewer'), asks(HistoryQuery), async (c) => {
    const { days } = c.req.valid('query')
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
  .get('/:site/segments/overlap', may('viewer'), asks(OverlapQuery), async (c) => {
    const { segments: asked } = c.req.valid('query')
    const site = c.req.param('site')
    const sum = createTotals()
    if (asked === undefined) {
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
