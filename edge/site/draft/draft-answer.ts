import type { Context } from 'hono'
import type { JsonObject } from '../../../shared/json.ts'
import type { Issue } from '../../../shared/problem/index.ts'
import { lintSite, validateSite, type SiteLint } from '../../../shared/release/index.ts'
import type { Draft } from './drafts.ts'

/** What keeps a document from being published, and what is valid and hardly meant. */
export interface Findings {
  readonly issues: readonly Issue[]
  readonly warnings: readonly SiteLint[]
}

/** A draft as the API answers it. */
export interface DraftAnswer extends Findings {
  readonly version: number
  readonly basedOn: number | null
  readonly editedBy: string
  readonly editedAt: string
  readonly site: JsonObject
}

export function draftAnswer(c: Context, draft: Draft): DraftAnswer {
  tagVersion(c, draft)
  const site = siteOf(draft)
  const { version, basedOn, editedBy, editedAt } = draft
  return { version, basedOn, editedBy, editedAt, site, ...findings(site) }
}

export function findings(site: JsonObject): Findings {
  const result = validateSite(site)
  return result.ok ? { issues: [], warnings: lintSite(result.site) } : { issues: result.issues, warnings: [] }
}

/** Says in an answer which version of the draft it is of. */
export function tagVersion(c: Context, { version }: Draft): void {
  c.header('etag', `"${version}"`)
}

/** `as`: only JSON objects become drafts. */
export function siteOf({ document }: Draft): JsonObject {
  return JSON.parse(document) as JsonObject
}
