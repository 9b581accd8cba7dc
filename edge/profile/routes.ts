import { Hono } from 'hono'
import type { AdminContext } from '../http/admin-context.ts'
import { asks } from '../http/asks.ts'
import { ProblemError } from '../http/problem-error.ts'
import { nameOfRef } from '../identity/name-of-ref.ts'
import type { Env } from '../env.ts'
import { may } from '../site/people/may.ts'
import { eraseProfile } from './erase-profile.ts'
import { askedMoment, MomentQuery } from './moment-query.ts'
import type { ProfileMoment } from './moment.ts'
import { profileObject } from './profile-object.ts'
import type { ProfileReport } from './profile-report.ts'
import type { ProfileSummary } from './profile-summary.ts'
import { asksTimeline } from './timeline-query.ts'
import type { Timeline } from './timeline.ts'

/** What the admin API tells of one profile, and its end. */
export const profileRoutes = new Hono<AdminContext>()
  .get('/:site/profiles/:ref', may('editor'), async (c) => {
    const profile = await profileNamed(c.env, c.req.param())
    return c.json(told<ProfileReport>(await profile.inspect(), c.req.param()))
  })
  .get('/:site/profiles/:ref/summary', may('editor'), async (c) => {
    const profile = await profileNamed(c.env, c.req.param())
    return c.json(told<ProfileSummary>(await profile.summary(), c.req.param()))
  })
  .get('/:site/profiles/:ref/events', may('editor'), asksTimeline(), async (c) => {
    const profile = await profileNamed(c.env, c.req.param())
    return c.json(told<Timeline>(await profile.timeline(c.req.valid('query')), c.req.param()))
  })
  .get('/:site/profiles/:ref/export', may('editor'), async (c) => {
    const profile = await profileNamed(c.env, c.req.param())
    const lines = await profile.export()
    if (lines === null) throw noSuchProfile(c.req.param())
    return c.body(lines, 200, {
      'content-type': 'application/x-ndjson',
      'content-disposition': 'attachment; filename="profile.ndjson"',
    })
  })
  .delete('/:site/profiles/:ref', may('publisher'), async (c) => {
    const { site, ref } = c.req.param()
    const receipt = await eraseProfile(c.env, site, await nameOfRef(site, ref), c.var.actor.name)
    if (receipt === null) throw noSuchProfile({ site, ref })
    return c.json(receipt)
  })
  .get('/:site/profiles/:ref/at', may('editor'), asks(MomentQuery), async (c) => {
    const { site } = c.req.param()
    const asked = await askedMoment(c.env, site, c.req.valid('query'))
    const profile = await profileNamed(c.env, c.req.param())
    const answer = await profile.momentAt(asked)
    switch (answer.type) {
      case 'moment':
        return c.json(told<ProfileMoment>(answer.moment, c.req.param()))
      case 'before': {
        const begins = new Date(answer.beginsAt).toISOString()
        const detail = answer.isForgotten
          ? `What was received up to ${begins} is forgotten: the site does not keep it longer. Ask for a later time.`
          : `Nothing was known of this profile yet: it begins at ${begins}. Ask for that time or a later one.`
        throw new ProblemError('not-found', { detail })
      }
      case 'nothing':
        throw noSuchProfile(c.req.param())
    }
  })

interface Named {
  readonly site: string
  readonly ref: string
}

async function profileNamed(env: Env, { site, ref }: Named) {
  return profileObject(env, await nameOfRef(site, ref))
}

/** What a profile said, `T` as JSON. */
function told<T>(text: string | null, named: Named): T {
  if (text === null) throw noSuchProfile(named)
  // `as`: the Profile object wrote it
  return JSON.parse(text) as T
}

function noSuchProfile({ site, ref }: Named): ProblemError {
  return new ProblemError('not-found', { detail: `The site ${site} has no profile ${ref}.` })
}
