import { Hono } from 'hono'
import * as v from 'valibot'
import { Segment, describeSegment } from '../../../shared/segment/index.ts'
import type { Env } from '../../env.ts'
import type { AdminContext } from '../../http/admin-context.ts'
import { ProblemError } from '../../http/problem-error.ts'
import { takes } from '../../http/takes.ts'
import { nameOfRef } from '../../identity/name-of-ref.ts'
import { logFailure } from '../../log-failure.ts'
import { inTime } from '../../object/in-time.ts'
import { profileObject } from '../../profile/profile-object.ts'
import type { Trial } from '../../profile/try-rule.ts'
import { askShards } from '../../rollup/ask-shards.ts'
import { siteOf } from '../draft/draft-answer.ts'
import { noSuchSite } from '../no-such-site.ts'
import { may } from '../people/may.ts'
import { refresh, siteObject } from '../release-cache.ts'
import { estimateShare } from './estimate-share.ts'
import { checkTriedRule } from './tried-rule.ts'

const MAX_BYTES = 256 * 1024
const DEFAULT_SAMPLE = 30
const MAX_SAMPLE = 100
const MAX_CHOSEN = 20
/** How many profiles are asked at a time: visitors come first. */
const AT_ONCE = 10
/** A profile that takes longer is left out of the sample. */
const LIMIT_MS = 2_000

const TryRequest = v.strictObject({
  segment: Segment,
  /** Profiles that are to be tried beside the sample, as `ref`s. */
  profiles: v.optional(v.pipe(v.array(v.string()), v.maxLength(MAX_CHOSEN)), []),
  /** How many of the profiles that were there last. */
  sample: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(MAX_SAMPLE)), DEFAULT_SAMPLE),
})

/** A profile that a rule was tried on. */
interface TriedProfile extends Trial {
  readonly ref: string
}

/** What a rule that is being written would make of real profiles. A caller who hangs up ends the work. */
export const trialRoutes = new Hono<AdminContext>().post(
  '/:site/segments/try',
  may('editor'),
  takes(TryRequest, MAX_BYTES),
  async (c) => {
    const site = c.req.param('site')
    const { segment, profiles, sample } = c.req.valid('json')
    const draft = await siteObject(c.env, site).draft()
    if (draft === null) throw noSuchSite(site)
    const checked = checkTriedRule(segment, siteOf(draft))
    if (!checked.ok) {
      const detail = 'The rule cannot be tried as it is.'
      throw new ProblemError('bad-request', { detail, issues: checked.issues })
    }
    const refs = await recent(c.env, site, sample)
    const rule = JSON.stringify(checked.rule)
    const sampled = await tryOn(c.env, site, rule, refs)
    const chosen = await tryOn(c.env, site, rule, profiles)
    const members = sampled.filter(({ explanation }) => explanation.member).length
    return c.json({
      now: new Date().toISOString(),
      sentence: describeSegment(segment, checked.rule.computedTraits),
      sample: {
        asked: refs.length,
        answered: sampled.length,
        members,
        /** Of those who were there last, which is not all: null where nobody was. */
        estimate: estimateShare(members, sampled.length),
      },
      profiles: sampled,
      chosen,
      notFound: profiles.filter((ref) => !chosen.some((profile) => profile.ref === ref)),
    })
  },
)

/** The profiles of a site that were there last; none where it keeps no sums yet. */
async function recent(env: Env, site: string, count: number): Promise<string[]> {
  const release = await refresh(env, site)
  if (count === 0 || release === null || release.rollupShards === 0) return []
  const { answers } = await askShards(env, site, (shard) => shard.recent(count))
  return answers
    .flat()
    .toSorted((a, b) => b.seenAt - a.seenAt || (a.key < b.key ? -1 : 1))
    .slice(0, count)
    .map(({ key }) => key)
}

async function tryOn(env: Env, site: string, rule: string, refs: readonly string[]): Promise<TriedProfile[]> {
  const tried: TriedProfile[] = []
  for (let from = 0; from < refs.length; from += AT_ONCE) {
    const group = refs.slice(from, from + AT_ONCE)
    const answers = await Promise.all(group.map((ref) => tryOnOne(env, site, rule, ref)))
    tried.push(...answers.filter((answer) => answer !== null))
  }
  return tried
}

async function tryOnOne(env: Env, site: string, rule: string, ref: string): Promise<TriedProfile | null> {
  const name = await nameOfRef(site, ref)
  try {
    const answer = await inTime(profileObject(env, name).try(rule), LIMIT_MS)
    // `as`: the profile wrote it
    return answer === null ? null : { ref, ...(JSON.parse(answer) as Trial) }
  } catch (error) {
    logFailure('a rule could not be tried on a profile', error)
    return null
  }
}
