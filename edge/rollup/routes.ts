import { Hono } from 'hono'
import * as v from 'valibot'
import { entranceObject } from '../entrance/entrance-object.ts'
import type { Outcomes } from '../entrance/outcomes.ts'
import type { Env } from '../env.ts'
import type { AdminContext } from '../http/admin-context.ts'
import { parseInput } from '../http/input.ts'
import { readJson } from '../http/read-body.ts'
import { logFailure } from '../log-failure.ts'
import { inTime } from '../object/in-time.ts'
import { siteObject } from '../site/release-cache.ts'
import { may } from '../site/people/may.ts'
import { askShards } from './ask-shards.ts'
import { countsOf } from './counts.ts'
import { findProfiles } from './find-profiles.ts'
import { asksIndex } from './asks-index.ts'
import { addTotals, createTotals } from './totals.ts'

/** What the admin API tells of all profiles of a site. */
export const rollupRoutes = new Hono<AdminContext>()
  .get('/:site/counts', may('viewer'), async (c) => {
    const site = c.req.param('site')
    const [{ release, answers, missing }, waiting, outcomes] = await Promise.all([
      askShards(c.env, site, (shard) => shard.totals()),
      siteObject(c.env, site).quarantineCounts(),
      outcomesAt(c.env, site),
    ])
    const sum = createTotals()
    for (const totals of answers) addTotals(sum, totals)
    const counts = countsOf(sum, release.segmentsHash, waiting, outcomes ?? {})
    return c.json({ ...counts, missingShards: missing, missingEntrance: outcomes === null })
  })
  .get('/:site/now', may('viewer'), async (c) => {
    const { answers, missing } = await askShards(c.env, c.req.param('site'), (shard) => shard.visitorsNow())
    return c.json({
      at: new Date().toISOString(),
      visitors: answers.reduce((sum, visitors) => sum + visitors, 0),
      missingShards: missing,
    })
  })
  .get('/:site/sweep', may('viewer'), async (c) => c.json(await sweepOf(c.env, c.req.param('site'))))
  .put('/:site/sweep', may('publisher'), async (c) => {
    const site = c.req.param('site')
    const { paused } = parseInput(SweepRequest, await readJson(c.req.raw, MAX_REQUEST_BYTES))
    await askShards(c.env, site, (shard) => shard.pause(paused))
    return c.json(await sweepOf(c.env, site))
  })
  .get('/:site/profiles', may('editor'), asksIndex(), async (c) =>
    c.json(await findProfiles(c.env, c.req.param('site'), c.req.valid('query'))),
  )
  .get('/:site/segments/:id/members', may('editor'), asksIndex(), async (c) => {
    const { site, id } = c.req.param()
    return c.json(await findProfiles(c.env, site, { ...c.req.valid('query'), segment: id }))
  })

const MAX_REQUEST_BYTES = 1_000
/** How long the entrance may take to answer. */
const ENTRANCE_LIMIT_MS = 10_000

const SweepRequest = v.strictObject({ paused: v.boolean() })

/** What no profile has in its books; null where that cannot be had. */
async function outcomesAt(env: Env, site: string): Promise<Outcomes | null> {
  try {
    return await inTime(entranceObject(env, site).outcomes(), ENTRANCE_LIMIT_MS)
  } catch (error) {
    logFailure('the entrance of a site did not answer', error)
    return null
  }
}

/** How far a site's profiles are on the way to the current segments. */
async function sweepOf(env: Env, site: string) {
  const { answers, missing } = await askShards(env, site, (shard, { segmentsHash }) =>
    shard.progress(segmentsHash),
  )
  const profiles = answers.reduce((sum, answer) => sum + answer.profiles, 0)
  const covered = answers.reduce((sum, answer) => sum + answer.covered, 0)
  const paused = answers.some(({ isPaused }) => isPaused)
  return { profiles, covered, paused, missingShards: missing }
}
