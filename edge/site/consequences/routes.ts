import { Hono } from 'hono'
import * as v from 'valibot'
import { forecastPlan } from '../../../shared/experience/forecast/forecast-plan.ts'
import { readForecast } from '../../../shared/experience/forecast/read-forecast.ts'
import { parseInstant } from '../../../shared/experience/instant.ts'
import { changedAudiences } from '../../../shared/release/changed-audiences.ts'
import { checkBeforePublishing } from '../../../shared/release/check-before-publishing.ts'
import { editedContent } from '../../../shared/release/edited-content.ts'
import { validateSite } from '../../../shared/release/index.ts'
import type { Env } from '../../env.ts'
import type { AdminContext } from '../../http/admin-context.ts'
import { ProblemError } from '../../http/problem-error.ts'
import { takes } from '../../http/takes.ts'
import { askShards } from '../../rollup/ask-shards.ts'
import { mergeSeenSlots, type SeenSlot } from '../../rollup/seen-slots.ts'
import { siteOf, tagVersion } from '../draft/draft-answer.ts'
import { noSuchSite } from '../no-such-site.ts'
import { may } from '../people/may.ts'
import { refresh, siteObject } from '../release-cache.ts'
import { refused } from '../release/refused.ts'
import { forecastAll } from './forecast-all.ts'
import { forecastSample } from './forecast-sample.ts'

const Question = v.strictObject({
  /** The moment that is asked about, as in a schedule. @default now */
  at: v.optional(v.string()),
})

/** What pages ask for, and what publishing the draft would change for visitors. */
export const consequenceRoutes = new Hono<AdminContext>()
  .get('/:site/slots/seen', may('viewer'), async (c) => {
    const { slots, missing } = await seenSlots(c.env, c.req.param('site'))
    return c.json({ now: new Date().toISOString(), slots, missingShards: missing })
  })
  .post('/:site/consequences', may('viewer'), takes(Question), async (c) => {
    const site = c.req.param('site')
    const { at: asked } = c.req.valid('json')
    const draft = await siteObject(c.env, site).draft()
    if (draft === null) throw noSuchSite(site)
    const result = validateSite(siteOf(draft))
    if (!result.ok) throw await refused(c.env, site, { type: 'invalid', issues: result.issues })
    const after = result.site
    const now = Date.now()
    const at = asked === undefined ? now : parseInstant(asked, after.timezone)
    if (at === null) throw notAnInstant(asked ?? '')

    const release = await refresh(c.env, site)
    const before = release?.site ?? null
    const plan = forecastPlan(before, after, at)
    const isCounted = before !== null && release !== null && release.rollupShards > 0
    const unknown = before === null ? [] : changedAudiences(before, after)
    const forecast = !isCounted
      ? null
      : unknown.length > 0
        ? await forecastSample(c.env, site, plan, after)
        : await forecastAll(c.env, site, plan)
    const places =
      forecast === null
        ? []
        : readForecast(plan, forecast.counts, before === null ? () => false : editedContent(before, after))
    const seen = isCounted ? await seenSlots(c.env, site) : { slots: [], missing: [] }
    tagVersion(c, draft)
    return c.json({
      version: draft.version,
      release: release?.number ?? null,
      at: new Date(at).toISOString(),
      /** Whose future this is: `all` profiles, or a `sample` of those that were there last, as rules are not the published ones. */
      basis: forecast?.basis ?? { type: 'nobody' as const },
      /** The experiences whose audience nobody has counted yet. */
      uncounted: unknown,
      places,
      checks: checkBeforePublishing(after, {
        current: before,
        visitors: forecast?.counts.visitors ?? 0,
        forecast: places,
        slotSeenAt: new Map(seen.slots.map(({ name, lastSeen }) => [name, Date.parse(lastSeen)])),
        now: at,
      }),
    })
  })

async function seenSlots(
  env: Env,
  site: string,
): Promise<{ readonly slots: readonly SeenSlot[]; readonly missing: readonly number[] }> {
  const release = await refresh(env, site)
  // Pages are answered once there is a release: before, none can have asked
  if (release === null || release.rollupShards === 0) return { slots: [], missing: [] }
  const { answers, missing } = await askShards(env, site, (shard) => shard.seenSlots())
  return { slots: mergeSeenSlots(answers), missing }
}

function notAnInstant(found: string): ProblemError {
  return new ProblemError('bad-request', {
    detail: 'The moment cannot be read.',
    issues: [{ pointer: '/at', found: JSON.stringify(found), expected: 'a date with a time, ISO 8601' }],
  })
}
