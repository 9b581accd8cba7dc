import * as v from 'valibot'
import { INSTANT_FORM } from '../../shared/experience/instant.ts'
import { readInstant } from '../../shared/experience/read-instant.ts'
import { compileRelease, validateSite } from '../../shared/release/index.ts'
import { PageContext } from '../../shared/event/index.ts'
import type { Env } from '../env.ts'
import { ProblemError } from '../http/problem-error.ts'
import { sha256Hex } from '../identity/profile-name.ts'
import { documentNamed } from '../site/release/document-named.ts'
import { noSuchRelease, notPublished } from '../site/release/no-such-release.ts'
import { readNumber } from '../site/release/read-number.ts'
import { refresh, siteObject } from '../site/release-cache.ts'
import type { AskedMoment, AskedRelease } from './asked-moment.ts'

/** How far ahead a profile is looked at: conditions on dates that come round flip for ever. */
const MAX_AHEAD_MS = 366 * 86_400_000

/** Which moment a request may ask for. */
export const MomentQuery = v.strictObject({
  time: v.optional(v.string()),
  release: v.optional(
    v.pipe(v.string(), v.regex(/^(draft|\d{1,15})$/, '"draft", or the number of a release')),
  ),
  ...PageContext.entries,
  url: v.optional(PageContext.entries.url),
})

/** Which moment of a profile is asked for; finds what is to decide. */
export async function askedMoment(
  env: Env,
  site: string,
  { time, release, url, ...page }: v.InferOutput<typeof MomentQuery>,
): Promise<AskedMoment> {
  const current = await refresh(env, site)
  if (current === null) throw notPublished(site)
  const at = time === undefined ? null : readTime(time, current.site.timezone, Date.now())
  const asked = await askedRelease(env, site, release, at, current.number)
  return { at, page: url === undefined ? null : { url, ...page }, release: asked }
}

function readTime(text: string, timezone: string, now: number): number {
  const at = readInstant(text, timezone)
  if (at !== null && at <= now + MAX_AHEAD_MS) return at
  throw new ProblemError('bad-request', {
    detail: 'A profile cannot be shown at this time.',
    issues: [
      {
        pointer: '/time',
        found: JSON.stringify(text),
        expected: at !== null ? 'a time of the past, or at most a year ahead' : INSTANT_FORM,
      },
    ],
  })
}

async function askedRelease(
  env: Env,
  site: string,
  asked: string | undefined,
  at: number | null,
  current: number,
): Promise<AskedRelease> {
  if (asked === 'draft') {
    const result = validateSite(await documentNamed(env, site, 'draft'))
    if (!result.ok) {
      const detail = 'The draft decides nothing before it is valid.'
      throw new ProblemError('invalid-site', { detail, issues: result.issues })
    }
    const release = await compileRelease(result.site, current, sha256Hex)
    return { type: 'document', release: JSON.stringify(release) }
  }
  if (asked !== undefined) {
    const number = readNumber(asked)
    if (number < 1 || number > current) throw noSuchRelease(site, number)
    return { type: 'number', number }
  }
  if (at === null || at >= Date.now()) return { type: 'then', number: current }
  return { type: 'then', number: (await siteObject(env, site).numberAt(at)) ?? 1 }
}
