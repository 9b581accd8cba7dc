import type { JsonObject } from '../../../shared/json.ts'
import { isSameJson, mergeSites, siteChanges, type Release } from '../../../shared/release/index.ts'
import type { Audit } from '../audit/audit.ts'
import type { ReleaseStore } from '../release/release-store.ts'
import { OPERATOR } from '../people/actor.ts'
import type { SiteDatabase } from '../site-database.ts'

/** How many versions of a draft are kept: what an editor began with must be known to join two edits. */
const MAX_VERSIONS = 50

/** The editable site document, as it was at one version. */
export interface Draft {
  readonly version: number
  /** The site document as JSON, whatever is wrong with it. */
  readonly document: string
  /** The release that it takes into account; null: none. */
  readonly basedOn: number | null
  readonly editedBy: string
  /** ISO 8601. */
  readonly editedAt: string
}

export interface DraftEdit {
  /** The version that the edit was made on. */
  readonly version: number
  readonly document: string
  /** The release that the editor has taken into account, where that is a newer one. */
  readonly basedOn: number | null
  readonly editor: string
  /** What was edited, for the audit. */
  readonly subject: string
}

export type SaveResult =
  | { readonly type: 'saved'; readonly draft: Draft }
  /** The draft is not at the version that was edited. */
  | { readonly type: 'moved' }
  | { readonly type: 'no-such-release'; readonly current: number | null }

/** A site's draft and its last versions: kept, and only changed by who has seen what is there. */
export class Drafts {
  readonly #database: SiteDatabase
  readonly #releases: ReleaseStore
  readonly #audit: Audit

  constructor(database: SiteDatabase, releases: ReleaseStore, audit: Audit) {
    this.#database = database
    this.#releases = releases
    this.#audit = audit
  }

  /** The draft as it is now: what was edited last, or else the current release. Null where there is no site. */
  current(): Draft | null {
    return this.#newest() ?? this.#fromRelease()
  }

  /** A version that is still kept. */
  at(version: number): Draft | null {
    const current = this.current()
    if (current === null || current.version === version) return current
    const rows = this.#database.reading?.exec<DraftRow>('SELECT * FROM drafts WHERE version = ?', version)
    const [row] = rows?.toArray() ?? []
    return row === undefined ? null : toDraft(row)
  }

  /** Keeps an edit, if the draft is still what was edited. */
  save({ version, document, basedOn, editor, subject }: DraftEdit): SaveResult {
    const current = this.current()
    if (current === null || current.version !== version) return { type: 'moved' }
    const release = this.#releases.head()?.number ?? null
    if (basedOn !== null && basedOn !== release) return { type: 'no-such-release', current: release }
    const [before, after] = [parse(current.document), parse(document)]
    const isSame = isSameJson(before, after)
    if (isSame && (basedOn === null || basedOn === current.basedOn)) return { type: 'saved', draft: current }
    const draft = this.#database.transaction(() => {
      this.#audit.add({
        actor: editor,
        action: 'draft.edited',
        subject,
        changes: siteChanges(before, after),
      })
      return this.#insert(current.version + 1, document, basedOn ?? current.basedOn, editor)
    })
    return { type: 'saved', draft }
  }

  /** Begins the draft of a site that has none. Call it in a transaction. */
  begin(document: string, editor: string): Draft {
    return this.#insert(1, document, null, editor)
  }

  /**
   * Takes a new release into the draft. A draft without edits of its own becomes the release; into one that has some the
   * release is merged. Where the two clash the draft stays as it is, based on the older release: whoever publishes it next
   * is told. Call it in the transaction of the release.
   *
   * @param draft The draft as it was before.
   * @param base What the release was made of and the draft began with: an older draft, or the release before.
   */
  follow(draft: Draft | null, base: JsonObject, release: Release, author: string): void {
    // `as`: a site is JSON
    const published = release.site as unknown as JsonObject
    const text = JSON.stringify(published)
    if (draft === null) {
      this.#insert(1, text, release.number, author)
      return
    }
    const mine = parse(draft.document)
    if (siteChanges(mine, published).length === 0) {
      this.#database.writing.exec(
        'UPDATE drafts SET based_on = ? WHERE version = ?',
        release.number,
        draft.version,
      )
    } else if (siteChanges(base, mine).length === 0) {
      this.#insert(draft.version + 1, text, release.number, author)
    } else {
      const { merged, clashes } = mergeSites(base, published, mine)
      if (clashes.length > 0) return
      this.#insert(draft.version + 1, JSON.stringify(merged), release.number, draft.editedBy)
    }
  }

  #newest(): Draft | null {
    const rows = this.#database.reading?.exec<DraftRow>('SELECT * FROM drafts ORDER BY version DESC LIMIT 1')
    const [row] = rows?.toArray() ?? []
    return row === undefined ? null : toDraft(row)
  }

  /** A site that was published before it had drafts. */
  #fromRelease(): Draft | null {
    const head = this.#releases.head()
    const release = head && this.#releases.load(head.number)
    return (
      release && {
        version: 0,
        document: JSON.stringify(release.site),
        basedOn: head.number,
        editedBy: head.author ?? OPERATOR,
        editedAt: head.publishedAt,
      }
    )
  }

  #insert(version: number, document: string, basedOn: number | null, editedBy: string): Draft {
    const editedAt = new Date().toISOString()
    const sql = this.#database.writing
    sql.exec(
      'INSERT INTO drafts (version, document, based_on, edited_by, edited_at) VALUES (?, ?, ?, ?, ?)',
      version,
      document,
      basedOn,
      editedBy,
      editedAt,
    )
    sql.exec('DELETE FROM drafts WHERE version <= ?', version - MAX_VERSIONS)
    return { version, document, basedOn, editedBy, editedAt }
  }
}

type DraftRow = {
  version: number
  document: string
  based_on: number | null
  edited_by: string
  edited_at: string
}

function toDraft(row: DraftRow): Draft {
  return {
    version: row.version,
    document: row.document,
    basedOn: row.based_on,
    editedBy: row.edited_by,
    editedAt: row.edited_at,
  }
}

/** `as`: only JSON objects become drafts. */
function parse(document: string): JsonObject {
  return JSON.parse(document) as JsonObject
}
