import { Hono } from 'hono'
import * as v from 'valibot'
import type { Env } from '../env.ts'
import type { AdminContext } from '../http/admin-context.ts'
import { parseInput } from '../http/input.ts'
import { readJson } from '../http/read-body.ts'
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
    const { release, answers, missing } = await askShards(c.env, site, (shard) => shard.totals())
    const sum = createTotals()
    for (const totals of answers) addTotals(sum, totals)
    return c.json({ ...countsOf(sum, release.segmentsHash), missingShards: missing })
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

const SweepRequest = v.strictObject({ paused: v.boolean() })

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
