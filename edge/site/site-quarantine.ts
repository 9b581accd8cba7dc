import type { Receipt } from '../../shared/event/index.ts'
import type { Quarantined } from '../profile/log-row.ts'
import { QUARANTINE_MS, type WaitingEvent } from '../profile/quarantine-store.ts'
import type { SiteDatabase } from './site-database.ts'

/** How many events without a profile a site keeps. */
const MAX_QUARANTINED = 1_000

/** What became of events that belong to no profile, as far as it is not in a profile's books. */
export interface QuarantineCounts {
  readonly quarantined: number
  readonly duplicate: number
}

/** A site's events that belong to no profile: the newest of them, for a week. */
export class SiteQuarantine {
  readonly #database: SiteDatabase

  constructor(database: SiteDatabase) {
    this.#database = database
  }

  /** Keeps events. Answers their receipts. */
  keep(events: readonly Quarantined[]): Receipt[] {
    const known = this.#waiting(events.map(({ messageId }) => messageId))
    const receipts = events.map(({ messageId, reason }): Receipt => {
      if (known.has(messageId)) return { messageId, status: 'duplicate' }
      known.add(messageId)
      return { messageId, status: 'quarantined', reason }
    })
    const added = events.filter((_, index) => receipts[index]!.status === 'quarantined')
    this.#database.transaction((sql) => {
      this.#count({ quarantined: added.length, duplicate: events.length - added.length })
      sql.exec(
        `INSERT INTO quarantine (received_at, message_id, reason, event, sent_at)
         SELECT ?, value ->> 'messageId', value ->> 'reason', value ->> 'event', value ->> 'sentAt' FROM json_each(?)`,
        Date.now(),
        JSON.stringify(added),
      )
      sql.exec(
        'DELETE FROM quarantine WHERE received_at < ? OR seq <= (SELECT max(seq) FROM quarantine) - ?',
        Date.now() - QUARANTINE_MS,
        MAX_QUARANTINED,
      )
    })
    return receipts
  }

  /** Forgets events that were taken by a profile after all. */
  takeOut(messageIds: readonly string[]): void {
    const ids = JSON.stringify(messageIds)
    const which = 'WHERE message_id IN (SELECT value FROM json_each(?))'
    this.#database.transaction((sql) => {
      const [{ taken } = { taken: 0 }] = sql
        .exec<{ taken: number }>(`SELECT count(*) AS taken FROM quarantine ${which}`, ids)
        .toArray()
      sql.exec(`DELETE FROM quarantine ${which}`, ids)
      this.#count({ quarantined: -taken, duplicate: 0 })
    })
  }

  /** How many events were kept and not taken out, and how many came again. */
  counts(): QuarantineCounts {
    const rows = this.#database.reading?.exec<{ value: string }>(
      "SELECT value FROM meta WHERE name = 'quarantine'",
    )
    const [row] = rows?.toArray() ?? []
    // `as`: #count wrote it
    return row === undefined ? { quarantined: 0, duplicate: 0 } : (JSON.parse(row.value) as QuarantineCounts)
  }

  #count(added: QuarantineCounts): void {
    const { quarantined, duplicate } = this.counts()
    this.#database.writing.exec(
      "INSERT OR REPLACE INTO meta (name, value) VALUES ('quarantine', ?)",
      JSON.stringify({
        quarantined: quarantined + added.quarantined,
        duplicate: duplicate + added.duplicate,
      }),
    )
  }

  /** The newest first. */
  list(): WaitingEvent[] {
    const rows = this.#database.reading?.exec<{
      receivedAt: number
      messageId: string
      reason: string
      event: string
      sentAt: string | number | null
    }>(
      `SELECT received_at AS receivedAt, message_id AS messageId, reason, event, sent_at AS sentAt FROM quarantine
       WHERE received_at > ? ORDER BY seq DESC`,
      Date.now() - QUARANTINE_MS,
    )
    return (
      rows?.toArray().map(({ receivedAt, sentAt, ...row }) => ({
        ...row,
        receivedAt: new Date(receivedAt).toISOString(),
        ...(sentAt !== null && { sentAt }),
      })) ?? []
    )
  }

  /** Which of these message ids wait already. */
  #waiting(messageIds: readonly string[]): Set<string> {
    const rows = this.#database.writing.exec<{ id: string }>(
      'SELECT message_id AS id FROM quarantine WHERE message_id IN (SELECT value FROM json_each(?))',
      JSON.stringify(messageIds),
    )
    return new Set(rows.toArray().map(({ id }) => id))
  }
}
