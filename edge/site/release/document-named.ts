import type { JsonObject } from '../../../shared/json.ts'
import type { Env } from '../../env.ts'
import { siteOf } from '../draft/draft-answer.ts'
import { noSuchSite } from '../no-such-site.ts'
import { siteObject } from '../release-cache.ts'
import { noSuchRelease, notPublished } from './no-such-release.ts'
import { readNumber } from './read-number.ts'

/** The document of a release by its number (0: nothing), of the current one, or of the draft. */
export async function documentNamed(env: Env, site: string, name: string): Promise<JsonObject> {
  if (name === '0') return {}
  const object = siteObject(env, site)
  if (name === 'draft') {
    const draft = await object.draft()
    if (draft === null) throw noSuchSite(site)
    return siteOf(draft)
  }
  const number = name === 'current' ? undefined : readNumber(name)
  const release = await object.release(number)
  if (release === null) throw number === undefined ? notPublished(site) : noSuchRelease(site, number)
  // `as`: the Site object wrote it, and a site is JSON
  return (JSON.parse(release.body) as { readonly site: JsonObject }).site
}
