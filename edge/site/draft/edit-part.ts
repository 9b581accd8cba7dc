import type { Json } from '../../../shared/json.ts'
import { describeChoice } from '../../../shared/problem/index.ts'
import {
  isSameJson,
  PART_SCHEMAS,
  readPart,
  SETTINGS,
  writePart,
  type SitePart,
} from '../../../shared/release/index.ts'
import type { Env } from '../../env.ts'
import { ProblemError } from '../../http/problem-error.ts'
import { siteObject } from '../release-cache.ts'
import { noSuchSite } from '../no-such-site.ts'
import { siteOf } from './draft-answer.ts'
import { checkDraftSize } from './draft-size.ts'
import type { Draft } from './drafts.ts'
import { partConflict } from './edit-conflict.ts'

export interface PartEdit {
  readonly site: string
  readonly part: SitePart
  readonly editor: string
  /** The version that the editor has seen; null: the part is to be new. */
  readonly version: number | null
  /** What the part is to be (undefined: gone), made of what it was. */
  readonly change: (before: Json | undefined) => Json | undefined
}

/**
 * Edits one part of the draft. Edits of other parts that came in between do no harm: only who meets an edit of the same
 * part is told so.
 */
export async function editPart(env: Env, { site, part, editor, version, change }: PartEdit): Promise<Draft> {
  const object = siteObject(env, site)
  for (;;) {
    const current = await object.draft()
    if (current === null) throw noSuchSite(site)
    const theirs = readPart(siteOf(current), part)
    const base = await partAt(env, site, part, version, current)
    if (base === null || !isSameJson(base.value, theirs)) {
      const yours = change(base === null ? theirs : base.value)
      const meeting = { version: current.version, by: current.editedBy, theirs, yours }
      throw partConflict({ ...meeting, base: base === null ? null : base.value })
    }
    const document = JSON.stringify(writePart(siteOf(current), part, change(theirs)))
    checkDraftSize(document)
    const edit = { version: current.version, document, basedOn: null, editor }
    const result = await object.saveDraft({ ...edit, subject: `${part.kind}/${part.id}` })
    if (result.type === 'saved') return result.draft
  }
}

/** A part that an address names; a kind or a setting that does not exist is refused, with the nearest that does. */
export function checkPart(part: SitePart): void {
  const kinds = [...PART_SCHEMAS.keys(), 'settings']
  const isSetting = part.kind === 'settings'
  if (kinds.includes(part.kind) && (!isSetting || SETTINGS.includes(part.id))) return
  const detail = isSetting
    ? `There is no setting ${JSON.stringify(part.id)}: expected ${describeChoice('one of', part.id, SETTINGS)}.`
    : `A draft has no ${JSON.stringify(part.kind)}: expected ${describeChoice('one of', part.kind, kinds)}.`
  throw new ProblemError('not-found', { detail })
}

/** What the editor has seen of a part; null where that is not kept any more. */
async function partAt(
  env: Env,
  site: string,
  part: SitePart,
  version: number | null,
  current: Draft,
): Promise<{ readonly value: Json | undefined } | null> {
  if (version === null) return { value: undefined }
  if (version === current.version) return { value: readPart(siteOf(current), part) }
  const seen = await siteObject(env, site).draftAt(version)
  return seen && { value: readPart(siteOf(seen), part) }
}
