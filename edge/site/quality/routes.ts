import { Hono } from 'hono'
import * as v from 'valibot'
import { dayOf } from '../../../shared/segment/window/day-of.ts'
import type { AdminContext } from '../../http/admin-context.ts'
import { asks } from '../../http/asks.ts'
import { INTAKE_DAYS } from '../../profile/intake.ts'
import { askShards } from '../../rollup/ask-shards.ts'
import { intakeReportOf } from '../../rollup/intake-report.ts'
import { addIntakeTotals, type IntakeTotals } from '../../rollup/intake-totals.ts'
import { datesUntil } from '../../rollup/segment-history.ts'
import { may } from '../people/may.ts'
import { waitingPage } from './waiting-page.ts'

const MAX_DAYS = INTAKE_DAYS - 1
const DAYS = `a whole number from 1 to ${MAX_DAYS}`

const QualityQuery = v.strictObject({
  days: v.optional(
    v.pipe(
      v.string(),
      v.transform(Number),
      v.number(DAYS),
      v.integer(DAYS),
      v.minValue(1, DAYS),
      v.maxValue(MAX_DAYS, DAYS),
    ),
    String(MAX_DAYS),
  ),
})

const WaitingQuery = v.strictObject({
  after: v.optional(v.string(), ''),
  type: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(100))),
})

/** What is right and wrong with what a site is sent. */
export const qualityRoutes = new Hono<AdminContext>()
  .get('/:site/quality', may('viewer'), asks(QualityQuery), async (c) => {
    const { days } = c.req.valid('query')
    const now = Date.now()
    const { release, answers, missing } = await askShards(c.env, c.req.param('site'), (shard, { site }) =>
      shard.intake(dayOf(now, site.timezone) - days),
    )
    const { timezone } = release.site
    const today = dayOf(now, timezone)
    const sum: IntakeTotals = new Map()
    for (const totals of answers) addIntakeTotals(sum, totals)
    return c.json({
      now: new Date(now).toISOString(),
      timezone,
      dates: datesUntil(today, days),
      ...intakeReportOf(sum, today, days),
      missingShards: missing,
    })
  })
  .get('/:site/quarantine/all', may('editor'), asks(WaitingQuery), async (c) =>
    c.json(await waitingPage(c.env, c.req.param('site'), c.req.valid('query'))),
  )
