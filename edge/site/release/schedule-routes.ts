import { Hono } from 'hono'
import * as v from 'valibot'
import { INSTANT_FORM, parseInstant } from '../../../shared/experience/instant.ts'
import type { JsonObject } from '../../../shared/json.ts'
import { isTimezone } from '../../../shared/segment/window/is-timezone.ts'
import type { AdminContext } from '../../http/admin-context.ts'
import { ProblemError } from '../../http/problem-error.ts'
import { takes } from '../../http/takes.ts'
import { readVersion } from '../draft/condition.ts'
import { siteOf } from '../draft/draft-answer.ts'
import { noSuchSite } from '../no-such-site.ts'
import { may } from '../people/may.ts'
import { siteObject } from '../release-cache.ts'
import { Message } from './message.ts'
import { readNumber } from './read-number.ts'
import { refused } from './refused.ts'
import type { ScheduledRelease } from './schedule.ts'

const ScheduleBody = v.object({ at: v.string(), message: v.optional(Message) })

/** Publishes that wait for their time. */
export const scheduleRoutes = new Hono<AdminContext>()
  .get('/:site/scheduled', may('viewer'), async (c) =>
    c.json((await siteObject(c.env, c.req.param('site')).scheduledReleases()).map(toAnswer)),
  )
  .post('/:site/scheduled', may('publisher'), takes(ScheduleBody), async (c) => {
    const site = c.req.param('site')
    const version = readVersion(c)
    const { at, message = null } = c.req.valid('json')
    const object = siteObject(c.env, site)
    const draft = await object.draft()
    if (draft === null) throw noSuchSite(site)
    const timezone = timezoneOf(siteOf(draft))
    const instant = readInstant(at, timezone, Date.now())
    const result = await object.scheduleDraft(version, instant, { author: c.var.actor.name, message })
    if (result.type !== 'scheduled') throw await refused(c.env, site, result)
    return c.json({ ...toAnswer(result.scheduled), timezone }, 201)
  })
  .delete('/:site/scheduled/:id', may('publisher'), async (c) => {
    const { site, id } = c.req.param()
    const cancelled = await siteObject(c.env, site).cancelScheduled(readNumber(id), c.var.actor.name)
    if (cancelled === null) {
      throw new ProblemError('not-found', { detail: `No scheduled publish ${id} of ${site} waits.` })
    }
    return c.json(toAnswer(cancelled))
  })

function readInstant(text: string, timezone: string, now: number): number {
  const instant = parseInstant(text, timezone)
  if (instant !== null && instant > now) return instant
  throw new ProblemError('bad-request', {
    detail: 'The publish cannot be scheduled for this time.',
    issues: [
      {
        pointer: '/at',
        found: JSON.stringify(text),
        expected: instant === null ? INSTANT_FORM : `a time to come; it is ${new Date(now).toISOString()}`,
      },
    ],
  })
}

/** The zone that the document names, where it names one that exists. */
function timezoneOf(site: JsonObject): string {
  const timezone = site['timezone']
  return typeof timezone === 'string' && isTimezone(timezone) ? timezone : 'UTC'
}

function toAnswer(scheduled: ScheduledRelease) {
  // `as`: the Site object wrote it
  const outcome = scheduled.outcome === null ? null : (JSON.parse(scheduled.outcome) as JsonObject)
  return { ...scheduled, outcome }
}
