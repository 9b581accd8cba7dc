import { Hono } from 'hono'
import * as v from 'valibot'
import type { Env } from '../env.ts'
import type { AdminContext } from '../http/admin-context.ts'
import { parseInput } from '../http/input.ts'
import { ProblemError } from '../http/problem-error.ts'
import { readJson } from '../http/read-body.ts'
import { may } from '../site/people/may.ts'
import { askShards } from './ask-shards.ts'
import { countsOf } from './counts.ts'
import { findProfiles } from './find-profiles.ts'
import type { ProfileQuery } from './profile-query.ts'
import { readRecentCursor } from './recent-cursor.ts'
import { searchOf } from './search-of.ts'
import { addTotals, createTotals } from './totals.ts'

const DEFAULT_LIMIT = 50
const MAX_LIMIT = 500
const TRAIT_PREFIX = 'trait.'

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
  .get('/:site/profiles', may('editor'), async (c) => {
    const site = c.req.param('site')
    const { search, ...query } = c.req.query()
    const found = search === undefined ? {} : { search: await searchOf(site, search) }
    return c.json(await findProfiles(c.env, site, { ...queryOf(query), ...found }))
  })
  .get('/:site/segments/:id/members', may('editor'), async (c) => {
    const { site, id } = c.req.param()
    return c.json(await findProfiles(c.env, site, { ...queryOf(c.req.query()), segment: id }))
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

function queryOf({
  after = '',
  order = 'key',
  limit,
  userId,
  seenSince,
  ...rest
}: Record<string, string>): ProfileQuery {
  const traits: Record<string, string> = {}
  for (const [name, value] of Object.entries(rest)) {
    if (!name.startsWith(TRAIT_PREFIX)) {
      throw invalid(name, value, 'one of after, limit, order, search, userId, seenSince, trait.<name>')
    }
    traits[name.slice(TRAIT_PREFIX.length)] = value
  }
  const parsedLimit = limit === undefined ? DEFAULT_LIMIT : Number(limit)
  if (!Number.isInteger(parsedLimit) || parsedLimit < 1 || parsedLimit > MAX_LIMIT) {
    throw invalid('limit', limit ?? '', `a whole number from 1 to ${MAX_LIMIT}`)
  }
  const since = seenSince === undefined ? undefined : Date.parse(seenSince)
  if (Number.isNaN(since)) throw invalid('seenSince', seenSince ?? '', 'a date, ISO 8601')
  if (order !== 'key' && order !== 'recent') throw invalid('order', order, '"key" or "recent"')
  const recentAfter = order === 'recent' ? readRecentCursor(after) : undefined
  if (recentAfter === null) throw invalid('after', after, 'the `next` of the page before')
  return {
    after,
    ...(recentAfter && { recentAfter }),
    limit: parsedLimit,
    ...(userId !== undefined && { userId }),
    ...(since !== undefined && { seenSince: since }),
    ...(Object.keys(traits).length > 0 && { traits }),
  }
}

function invalid(name: string, found: string, expected: string): ProblemError {
  return new ProblemError('bad-request', {
    detail: `The parameter ${JSON.stringify(name)} cannot be used.`,
    issues: [{ pointer: `/${name}`, found: JSON.stringify(found), expected }],
  })
}
