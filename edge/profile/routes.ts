import { Hono } from 'hono'
import type { AdminContext } from '../http/admin-context.ts'
import { ProblemError } from '../http/problem-error.ts'
import { nameOfRef } from '../identity/name-of-ref.ts'
import type { Env } from '../env.ts'
import { may } from '../site/people/may.ts'
import { readMomentQuery } from './moment-query.ts'
import type { ProfileMoment } from './moment.ts'
import type { ProfileReport } from './profile-report.ts'
import type { ProfileSummary } from './profile-summary.ts'
import { readTimelineQuery } from './timeline-query.ts'
import type { Timeline } from './timeline.ts'

/** What the admin API tells of one profile. */
export const profileRoutes = new Hono<AdminContext>()
  .get('/:site/profiles/:ref', may('editor'), async (c) => {
    const profile = await profileNamed(c.env, c.req.param())
    return c.json(told<ProfileReport>(await profile.inspect(), c.req.param()))
  })
  .get('/:site/profiles/:ref/summary', may('editor'), async (c) => {
    const profile = await profileNamed(c.env, c.req.param())
    return c.json(told<ProfileSummary>(await profile.summary(), c.req.param()))
  })
  .get('/:site/profiles/:ref/events', may('editor'), async (c) => {
    const query = readTimelineQuery(c.req.queries())
    const profile = await profileNamed(c.env, c.req.param())
    return c.json(told<Timeline>(await profile.timeline(query), c.req.param()))
  })
  .get('/:site/profiles/:ref/at', may('editor'), async (c) => {
    const { site } = c.req.param()
    const asked = await readMomentQuery(c.env, site, c.req.query())
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

async function profileNamed({ PROFILE }: Env, { site, ref }: Named) {
  return PROFILE.get(PROFILE.idFromName(await nameOfRef(site, ref)))
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
