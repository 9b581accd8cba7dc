import { utf8Length } from '../../../shared/event/utf8-length.ts'
import type { JsonObject } from '../../../shared/json.ts'
import type { Issue } from '../../../shared/problem/index.ts'
import {
  compileRelease,
  lintSite,
  loadRelease,
  mergeSites,
  siteChanges,
  validateSite,
  type Clash,
  type Release,
  type SiteLint,
} from '../../../shared/release/index.ts'
import { sha256Hex } from '../../identity/profile-name.ts'
import type { Audit } from '../audit/audit.ts'
import type { Draft, Drafts } from '../draft/drafts.ts'
import { OPERATOR } from '../people/actor.ts'
import type { SiteDatabase } from '../site-database.ts'
import type { ReleaseHead, ReleaseStore } from './release-store.ts'

/** A row of an object's database has at most 2 MB; the local platform does not say so. */
const MAX_RELEASE_BYTES = 2_000_000

/** Who makes a release, and what they say of it. */
export interface Publication {
  readonly author: string
  readonly message: string | null
  /** The release that this one brings back. */
  readonly rollbackTo?: number
}

export interface Published {
  readonly type: 'published' | 'unchanged'
  readonly release: ReleaseHead
  /** The site's name, as it says. */
  readonly name: string
  /** What is valid and hardly meant. */
  readonly warnings: readonly SiteLint[]
}

export type PublishRefusal =
  | { readonly type: 'invalid'; readonly issues: readonly Issue[] }
  /** The site wants that somebody else publishes what this person edited. */
  | { readonly type: 'second-person-needed'; readonly editedBy: string }
  /** Another release came that this one does not take into account. */
  | { readonly type: 'behind' }

/** What becomes of a document that is to be published. */
export type PublishResult = Published | PublishRefusal

/** The draft is not at the version that was asked to be published. */
export interface Moved {
  readonly type: 'moved'
}

/** How a document is joined with a newer release than the one that it was made on. */
export type RebaseResult =
  | { readonly type: 'document'; readonly document: unknown; readonly onto: number | null }
  | { readonly type: 'clash'; readonly clashes: readonly Clash[] }

interface Conditions {
  /** The release that must still be the current one. Absent: whichever is. */
  readonly onto?: number | null
  readonly editedBy: string
  /** The draft that it is a version of. Absent: it does not come from the draft. */
  readonly madeOf?: JsonObject
}

/** Makes releases: of a document, of the draft, of an older release. */
export class Publishing {
  readonly #database: SiteDatabase
  readonly #releases: ReleaseStore
  readonly #drafts: Drafts
  readonly #audit: Audit
  readonly #onChange: (before: Release | null, after: Release) => Promise<void>

  /** @param onChange hears of each new release, and of the one before. It never throws. */
  constructor(
    database: SiteDatabase,
    releases: ReleaseStore,
    drafts: Drafts,
    audit: Audit,
    onChange: (before: Release | null, after: Release) => Promise<void>,
  ) {
    this.#database = database
    this.#releases = releases
    this.#drafts = drafts
    this.#audit = audit
    this.#onChange = onChange
  }

  /** Validates a site document and makes it the current release, unless it is that already. */
  document(document: unknown, publication: Publication): Promise<PublishResult> {
    return this.#publish(document, publication, { editedBy: publication.author })
  }

  /** Publishes the draft, if it is still at the version that was looked at. */
  async draft(version: number, publication: Publication): Promise<PublishResult | Moved> {
    const draft = this.#drafts.current()
    if (draft === null || draft.version !== version) return { type: 'moved' }
    const { basedOn, editedBy } = draft
    // `as`: only JSON objects become drafts
    const madeOf = JSON.parse(draft.document) as JsonObject
    return this.#publish(madeOf, publication, { onto: basedOn, editedBy, madeOf })
  }

  /** Publishes what was scheduled; where releases came in between, what was scheduled is merged into the current one. */
  async scheduled(document: string, basedOn: number | null, publication: Publication) {
    for (;;) {
      const rebased = this.#rebase(document, basedOn)
      if (rebased.type === 'clash') return rebased
      // a second person was asked for when it was scheduled
      // `as`: only JSON objects become drafts
      const madeOf = JSON.parse(document) as JsonObject
      const conditions = { onto: rebased.onto, editedBy: OPERATOR, madeOf }
      const result = await this.#publish(rebased.document, publication, conditions)
      if (result.type !== 'behind') return result
    }
  }

  /** Makes the content of an older release the current one again. Null where there is no such release. */
  async rollBack(number: number, author: string, reason: string): Promise<PublishResult | null> {
    const release = this.#releases.load(number)
    if (release === null) return null
    const publication = { author, message: reason, rollbackTo: number }
    // what it brings back was published before, and the need may be urgent: nobody else is asked
    return this.#publish(release.site, publication, { editedBy: OPERATOR })
  }

  /** Whether a person may not publish what another edited last, as the site asks for a second one. */
  needsSecondPerson(draft: Pick<Draft, 'document' | 'editedBy'>, author: string): boolean {
    if (author === OPERATOR || author !== draft.editedBy) return false
    const head = this.#releases.head()
    // the rule that is in force, not the one that is being edited
    const site: unknown = head ? this.#releases.load(head.number)?.site : JSON.parse(draft.document)
    return (site as { readonly requireApproval?: unknown } | undefined)?.requireApproval === true
  }

  #rebase(document: string, basedOn: number | null): RebaseResult {
    const head = this.#releases.head()
    const onto = head?.number ?? null
    // `as`: only a valid site is scheduled
    const mine = JSON.parse(document) as JsonObject
    if (onto === null || onto === basedOn) return { type: 'document', document: mine, onto }
    const base = basedOn === null ? null : this.#releases.load(basedOn)
    const { merged, clashes } = mergeSites(asJson(base), asJson(this.#releases.load(onto)), mine)
    return clashes.length > 0 ? { type: 'clash', clashes } : { type: 'document', document: merged, onto }
  }

  async #publish(
    document: unknown,
    publication: Publication,
    { onto, editedBy, madeOf }: Conditions,
  ): Promise<PublishResult> {
    const { author, message, rollbackTo = null } = publication
    const result = validateSite(document)
    if (!result.ok) return { type: 'invalid', issues: result.issues }
    if (this.needsSecondPerson({ document: JSON.stringify(result.site), editedBy }, author)) {
      return { type: 'second-person-needed', editedBy }
    }
    const warnings = lintSite(result.site)
    for (;;) {
      const current = this.#releases.head()
      if (onto !== undefined && onto !== (current?.number ?? null)) return { type: 'behind' }
      const release = await compileRelease(result.site, (current?.number ?? 0) + 1, sha256Hex)
      // While it was hashed another publish may have come
      if (this.#releases.head()?.number !== current?.number) continue
      if (current !== null && current.hash === release.hash) {
        return { type: 'unchanged', release: current, name: result.site.name, warnings }
      }
      const body = JSON.stringify(release)
      const bytes = utf8Length(body)
      if (bytes > MAX_RELEASE_BYTES) {
        const found = `a release of ${bytes} bytes`
        return { type: 'invalid', issues: [{ pointer: '', found, expected: `at most ${MAX_RELEASE_BYTES}` }] }
      }
      // A release that cannot be loaded must never become current
      loadRelease(release)
      const publishedAt = new Date().toISOString()
      const { number, hash } = release
      const head = { number, hash, publishedAt, author, message, rollbackTo }
      this.#keep(head, body, release, madeOf)
      const before = current && this.#releases.load(current.number)
      await this.#onChange(before, release)
      return { type: 'published', release: head, name: result.site.name, warnings }
    }
  }

  #keep(head: ReleaseHead, body: string, release: Release, madeOf?: JsonObject): void {
    const draft = this.#drafts.current()
    const before = asJson(this.#releases.load(head.number - 1))
    const author = head.author ?? OPERATOR
    this.#database.transaction(() => {
      this.#releases.add(head, body)
      this.#audit.add({
        actor: author,
        action: head.rollbackTo === null ? 'release.published' : 'release.rolled-back',
        subject: String(head.number),
        changes: siteChanges(before, asJson(release)),
      })
      this.#drafts.follow(draft, madeOf ?? before, release, author)
    })
  }
}

/** `as`: a site is JSON. */
function asJson(release: Release | null): JsonObject {
  return (release?.site ?? {}) as unknown as JsonObject
}
