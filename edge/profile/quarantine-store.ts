import type { Quarantined } from './log-row.ts'

/** How long an event that was set aside waits for its correction. */
export const QUARANTINE_MS = 7 * 86_400_000
/** How much is kept of a profile's events that were set aside, in characters: the newest, and at least those of the last call. */
const MAX_LENGTH = 256 * 1024

/** An event that was set aside, and when: ISO 8601. */
export interface WaitingEvent extends Quarantined {
  readonly receivedAt: string
}

/** What a change does to the quarantine. */
export interface QuarantineChange {
  readonly add: readonly Quarantined[]
  /** The message ids of events that are taken after all. */
  readonly remove: ReadonlySet<string>
}

/**
 * A profile's events that were set aside, one row a call: beside the log, so that they go after their time, and the
 * log stays what happened.
 */
export class QuarantineStore {
  readonly #sql: SqlStorage

  constructor(sql: SqlStorage) {
    this.#sql = sql
  }

  /** Call it in the transaction of the change. Answers the rows written. */
  change(seq: number, now: number, { add, remove }: QuarantineChange): number {
    let written = 0
    const write = (statement: string, ...values: (string | number)[]) => {
      written += this.#sql.exec(statement, ...values).rowsWritten
    }
    if (remove.size > 0) {
      for (const { seq, events } of this.#rows(0)) {
        const rest = events.filter(({ messageId }) => !remove.has(messageId))
        if (rest.length === events.length) continue
        if (rest.length === 0) write('DELETE FROM quarantine WHERE seq = ?', seq)
        else write('UPDATE quarantine SET events = ? WHERE seq = ?', JSON.stringify(rest), seq)
      }
    }
    if (add.length > 0) {
      write(
        'INSERT INTO quarantine (seq, received_at, events) VALUES (?, ?, ?)',
        seq,
        now,
        JSON.stringify(add),
      )
      write(
        `DELETE FROM quarantine WHERE received_at <= ? OR seq IN (
           SELECT seq FROM (
             SELECT seq, sum(length(events)) OVER (ORDER BY seq DESC) - length(events) AS newer FROM quarantine)
           WHERE newer > ?)`,
        now - QUARANTINE_MS,
        MAX_LENGTH,
      )
    }
    return written
  }

  /** What waits, in the order in which it came. */
  list(now: number): WaitingEvent[] {
    return this.#rows(now - QUARANTINE_MS).flatMap(({ receivedAt, events }) =>
      events.map((event) => ({ ...event, receivedAt: new Date(receivedAt).toISOString() })),
    )
  }

  #rows(after: number): { seq: number; receivedAt: number; events: readonly Quarantined[] }[] {
    return (
      this.#sql
        .exec<{ seq: number; receivedAt: number; events: string }>(
          'SELECT seq, received_at AS receivedAt, events FROM quarantine WHERE received_at > ? ORDER BY seq',
          after,
        )
        .toArray()
        // `as`: change() wrote it
        .map(({ events, ...row }) => ({ ...row, events: JSON.parse(events) as readonly Quarantined[] }))
    )
  }
}
