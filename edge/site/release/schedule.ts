import type { Issue } from '../../../shared/problem/index.ts'
import { validateSite, type Clash } from '../../../shared/release/index.ts'
import type { Audit } from '../audit/audit.ts'
import type { Drafts } from '../draft/drafts.ts'
import type { ReleaseStore } from './release-store.ts'
import type { SiteDatabase } from '../site-database.ts'
import type { Moved, Publication, Publishing, PublishRefusal } from './publishing.ts'
import { logFailure } from '../../log-failure.ts'

/** How many publishes of a site may wait at once. */
const MAX_WAITING = 100
/** How much is kept of what clashed, in characters of JSON. */
const MAX_CLASHES_LENGTH = 50_000
/** How many that are over are kept, to tell what became of them. */
const MAX_OVER = 100
/** How often a publish is tried that fails for no reason of its own, and the pause after the first time. */
const MAX_ATTEMPTS = 10
const FIRST_PAUSE_MS = 1_000

/** A publish that waits for its time, or what became of it. */
export interface ScheduledRelease {
  readonly id: number
  readonly state: 'waiting' | 'published' | 'failed' | 'cancelled'
  /** ISO 8601, UTC. */
  readonly at: string
  readonly author: string
  readonly message: string | null
  /** JSON, a {@link ScheduleOutcome}; null while it waits. */
  readonly outcome: string | null
}

/** Of a published one the release, of a failed one why. */
export interface ScheduleOutcome {
  readonly release?: number
  readonly reason?: string
  readonly issues?: readonly Issue[]
  readonly clashes?: readonly Clash[]
}

export type ScheduleRefusal = PublishRefusal | Moved | { readonly type: 'too-many'; readonly limit: number }

export type ScheduleResult =
  | { readonly type: 'scheduled'; readonly scheduled: ScheduledRelease }
  | ScheduleRefusal

type Row = {
  id: number
  state: ScheduledRelease['state']
  at: number
  attempts: number
  document: string
  based_on: number | null
  author: string
  message: string | null
  outcome: string | null
}

/** Publishes that wait for their time. What is published is what was scheduled, whatever the draft has become. */
export class Schedule {
  readonly #database: SiteDatabase
  readonly #releases: ReleaseStore
  readonly #drafts: Drafts
  readonly #publishing: Publishing
  readonly #audit: Audit
  readonly #arm: () => Promise<void>

  /** @param arm sets the object's alarm anew. */
  constructor(
    database: SiteDatabase,
    releases: ReleaseStore,
    drafts: Drafts,
    publishing: Publishing,
    audit: Audit,
    arm: () => Promise<void>,
  ) {
    this.#database = database
    this.#releases = releases
    this.#drafts = drafts
    this.#publishing = publishing
    this.#audit = audit
    this.#arm = arm
  }

  /** Keeps the draft as it is, to be published at an instant (epoch ms). */
  async add(version: number, at: number, { author, message }: Publication): Promise<ScheduleResult> {
    const draft = this.#drafts.current()
    if (draft === null || draft.version !== version) return { type: 'moved' }
    if (draft.basedOn !== (this.#releases.head()?.number ?? null)) return { type: 'behind' }
    const validation = validateSite(JSON.parse(draft.document))
    if (!validation.ok) return { type: 'invalid', issues: validation.issues }
    if (this.#publishing.needsSecondPerson(draft, author)) {
      return { type: 'second-person-needed', editedBy: draft.editedBy }
    }
    if (this.#rows("WHERE state = 'waiting'").length >= MAX_WAITING) {
      return { type: 'too-many', limit: MAX_WAITING }
    }
    const scheduled = this.#database.transaction((sql) => {
      const { id } = sql
        .exec<{ id: number }>(
          `INSERT INTO scheduled (state, at, try_at, attempts, document, based_on, author, message)
           VALUES ('waiting', ?, ?, 0, ?, ?, ?, ?) RETURNING id`,
          at,
          at,
          draft.document,
          draft.basedOn,
          author,
          message,
        )
        .one()
      const when = new Date(at).toISOString()
      this.#audit.add({
        actor: author,
        action: 'release.scheduled',
        subject: String(id),
        changes: { version, at: when, message },
      })
      return { id, state: 'waiting' as const, at: when, author, message, outcome: null }
    })
    await this.#arm()
    return { type: 'scheduled', scheduled }
  }

  /** What waits, the earliest first, and after it what became of the last. */
  list(): ScheduledRelease[] {
    return this.#rows("ORDER BY state <> 'waiting', CASE state WHEN 'waiting' THEN at ELSE -id END").map(
      toScheduled,
    )
  }

  /** Takes a waiting publish back; null where there is none of this id, or none that waits. */
  async cancel(id: number, actor: string): Promise<ScheduledRelease | null> {
    const [row] = this.#rows("WHERE id = ? AND state = 'waiting'", id)
    if (row === undefined) return null
    this.#database.transaction(() => {
      this.#settle(row.id, 'cancelled', {})
      this.#audit.add({ actor, action: 'schedule.cancelled', subject: String(id) })
    })
    await this.#arm()
    return { ...toScheduled(row), state: 'cancelled' }
  }

  /** When something is to be published next; epoch ms, null: never. */
  nextAt(): number | null {
    const rows = this.#database.reading?.exec<{ next: number | null }>(
      "SELECT min(try_at) AS next FROM scheduled WHERE state = 'waiting'",
    )
    return rows?.one().next ?? null
  }

  /** Publishes what is due, one after the other. One that fails keeps none of the others from being published. */
  async publishDue(now: number): Promise<void> {
    for (const row of this.#rows("WHERE state = 'waiting' AND try_at <= ? ORDER BY at, id", now)) {
      await this.#publish(row).catch((cause: unknown) => this.#tryLater(row, now, cause))
    }
  }

  async #publish({ id, document, based_on, author, message }: Row): Promise<void> {
    const result = await this.#publishing.scheduled(document, based_on, { author, message })
    switch (result.type) {
      case 'published':
      case 'unchanged':
        this.#settle(id, 'published', { release: result.release.number })
        return
      case 'invalid':
        this.#fail(id, author, { reason: 'It is not valid any more.', issues: result.issues })
        return
      case 'clash':
        this.#fail(id, author, {
          reason: 'Releases that came after it was scheduled clash with it.',
          clashes: result.clashes,
        })
        return
      case 'second-person-needed':
        this.#fail(id, author, { reason: `Somebody else than ${result.editedBy} has to publish it.` })
    }
  }

  #tryLater({ id, attempts, author }: Row, now: number, cause: unknown): void {
    logFailure('a scheduled publish failed', cause)
    if (attempts + 1 >= MAX_ATTEMPTS) {
      this.#fail(id, author, { reason: `It failed ${MAX_ATTEMPTS} times.` })
      return
    }
    this.#database.writing.exec(
      'UPDATE scheduled SET attempts = attempts + 1, try_at = ? WHERE id = ?',
      now + FIRST_PAUSE_MS * 2 ** attempts,
      id,
    )
  }

  #fail(id: number, author: string, outcome: ScheduleOutcome): void {
    this.#database.transaction(() => {
      this.#settle(id, 'failed', shorten(outcome))
      this.#audit.add({ actor: author, action: 'schedule.failed', subject: String(id), changes: outcome })
    })
  }

  /** The document is let go: the release has it. Of what is over the last are kept. */
  #settle(id: number, state: ScheduledRelease['state'], outcome: ScheduleOutcome): void {
    this.#database.writing.exec(
      "UPDATE scheduled SET state = ?, outcome = ?, document = '' WHERE id = ?",
      state,
      JSON.stringify(outcome),
      id,
    )
    this.#database.writing.exec(
      "DELETE FROM scheduled WHERE state <> 'waiting' AND id <= (SELECT max(id) FROM scheduled) - ?",
      MAX_OVER,
    )
  }

  #rows(where: string, ...bindings: readonly number[]): Row[] {
    return this.#database.reading?.exec<Row>(`SELECT * FROM scheduled ${where}`, ...bindings).toArray() ?? []
  }
}

/** Of clashes that say much only the places are kept: the releases and the draft have the values. */
function shorten({ clashes, ...outcome }: ScheduleOutcome): ScheduleOutcome {
  if (clashes === undefined || JSON.stringify(clashes).length <= MAX_CLASHES_LENGTH) {
    return { ...outcome, ...(clashes && { clashes }) }
  }
  return { ...outcome, clashes: clashes.map(({ path, what }) => ({ path, what })) }
}

function toScheduled({ id, state, at, author, message, outcome }: Row): ScheduledRelease {
  return { id, state, at: new Date(at).toISOString(), author, message, outcome }
}
