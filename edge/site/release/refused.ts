import type { Json } from '../../../shared/json.ts'
import { mergeSites } from '../../../shared/release/index.ts'
import type { Env } from '../../env.ts'
import { ProblemError } from '../../http/problem-error.ts'
import { siteOf } from '../draft/draft-answer.ts'
import { noSuchSite } from '../no-such-site.ts'
import { siteObject } from '../release-cache.ts'
import { documentNamed } from './document-named.ts'
import type { ScheduleRefusal } from './schedule.ts'

/** The answer to a publish that is not made. */
export async function refused(env: Env, site: string, result: ScheduleRefusal): Promise<ProblemError> {
  switch (result.type) {
    case 'invalid': {
      const { issues } = result
      const count = `${issues.length} ${issues.length === 1 ? 'mistake' : 'mistakes'}`
      return new ProblemError('invalid-site', { detail: `The site document has ${count}.`, issues })
    }
    case 'second-person-needed':
      return new ProblemError('second-person-needed', {
        detail: `${result.editedBy} edited this last, and the site asks for a second person. Let another publisher look at it and publish it.`,
      })
    case 'moved': {
      const draft = await siteObject(env, site).draft()
      if (draft === null) return noSuchSite(site)
      const { version, editedBy: by } = draft
      return new ProblemError(
        'edit-conflict',
        {
          detail: `${by} edited the draft after you looked at it; it is at version ${version} now. Look at it again before you publish.`,
          conflict: { version, by },
        },
        { etag: `"${version}"` },
      )
    }
    case 'behind':
      return releaseConflict(env, site)
    case 'too-many':
      return new ProblemError('bad-request', {
        detail: `${result.limit} publishes of this site wait already. Cancel some of them first.`,
      })
  }
}

/** A draft that does not take the current release into account: both, and what comes of joining them. */
async function releaseConflict(env: Env, site: string): Promise<ProblemError> {
  const object = siteObject(env, site)
  const [draft, head] = await Promise.all([object.draft(), object.release()])
  if (draft === null || head === null) return noSuchSite(site)
  const base = draft.basedOn === null ? {} : await documentNamed(env, site, String(draft.basedOn))
  const theirs = await documentNamed(env, site, String(head.number))
  const yours = siteOf(draft)
  const { merged, clashes } = mergeSites(base, theirs, yours)
  return new ProblemError(
    'release-conflict',
    {
      detail: `Release ${head.number} came after the draft was begun, and they clash. Settle the clashes in "merged", which has what the release says, and send it: PUT /api/sites/${site}/draft?basedOn=${head.number}`,
      conflict: {
        version: draft.version,
        release: head.number,
        by: head.author ?? 'unknown',
        base,
        theirs,
        yours,
        merged: merged ?? {},
        // `as`: clashes are JSON
        clashes: clashes as unknown as Json,
      },
    },
    { etag: `"${draft.version}"` },
  )
}
