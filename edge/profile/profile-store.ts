import { compareEvents, type Facts, type ProfileEvent } from '../../shared/event/index.ts'
import type { FactsChange } from '../../shared/segment/index.ts'
import { layoutOf, migrate } from '../object/layout.ts'
import { Archive } from './archive.ts'
import type { Erasure } from './erasure.ts'
import { LAYOUTS } from './layouts.ts'
import type { LogRow } from './log-row.ts'
import { QuarantineStore, type QuarantineChange, type WaitingEvent } from './quarantine-store.ts'

/**
 * A row has at most 2 MB, which the local platform does not enforce; state is cut into parts below that, in characters
 * of up to three bytes.
 */
const PART_LENGTH = 600_000

/** A log that is longer than this is packed, but for its newest part: nobody pays for that whose log stays short. Characters. */
const PACK_ABOVE = 256 * 1024
const KEEP_UNPACKED = 64 * 1024

/** The note of what was erased here. */
const ERASED = 'erased'
/** How many rows of the log are read at a time where all of them are. */
const PAGE = 100

/** A state to be kept, and what need not be any more, as the state holds it. */
export interface Checkpoint {
  readonly state: unknown
  /** What was received up to then is forgotten; epoch ms. */
  readonly forgetUntil: number
}

/** All that one change of a profile leaves behind. */
export interface Change {
  readonly row: LogRow | null
  /** What goes with the row into quarantine, or out of it. */
  readonly quarantine?: QuarantineChange
  /** The JSON of the row's events, where it is at hand. */
  readonly eventsText: string | null
  /** Null: not this time. */
  readonly checkpoint: Checkpoint | null
  /** When the object's alarm is to fire; null: it stays as it is. */
  readonly alarmAt: number | null
}

/**
 * A profile's database: the log, one row a call, and the checkpoint of the folded state. Counts the rows it writes:
 * they are the cost of a visit.
 */
export class ProfileStore {
  readonly #storage: DurableObjectStorage
  readonly #quarantine: QuarantineStore
  readonly #archive: Archive
  #hasTables: boolean
  #isEmpty: boolean
  #erasure: Erasure | null
  /** Undefined: to be looked up. */
  #oldestAt: number | null | undefined
  /** Rows written since the object woke up, `setAlarm` included: it is billed as one. */
  rowsWritten = 0

  constructor(storage: DurableObjectStorage) {
    this.#storage = storage
    this.#quarantine = new QuarantineStore(storage.sql)
    this.#archive = new Archive(storage.sql)
    const layout = layoutOf(storage.sql)
    this.#hasTables = layout > 0
    // Objects that sleep cannot be visited: each is brought up to date when it wakes
    if (layout > 0 && layout < LAYOUTS.length) storage.transactionSync(() => this.#migrate())
    const [erased] = this.notes(ERASED)
    // `as`: #leaveBehind wrote it
    this.#erasure = erased === undefined ? null : (JSON.parse(erased[1]) as Erasure)
    this.#isEmpty = layout === 0 || (this.#erasure !== null && this.#newestRelease() === null)
  }

  /** Whether nothing is kept here: nothing ever was, or it was erased. */
  get isEmpty(): boolean {
    return this.#isEmpty
  }

  /** What is left of what was erased here last; null: nothing was, or not lately. */
  get erasure(): Erasure | null {
    return this.#erasure
  }

  /** Removes everything there is, physically, and leaves behind only that. The alarm goes with it. */
  erase(erasure: Erasure): void {
    this.#deleteAll()
    this.#leaveBehind(erasure)
  }

  /** What was erased has been told to whom it concerns. */
  toldErasure(erasure: Erasure): void {
    this.#leaveBehind({ ...erasure, isTold: true })
  }

  /** Forgets that something was erased here: an object without a new life is gone wholly. */
  forgetErasure(): void {
    if (this.#isEmpty) this.#deleteAll()
    else this.note(ERASED, null)
    this.#erasure = null
  }

  #deleteAll(): void {
    // What it removes is gone when it returns; the output gate waits for the disk
    void this.#storage.deleteAll()
    this.#hasTables = false
    this.#isEmpty = true
    this.#oldestAt = undefined
  }

  #leaveBehind(erasure: Erasure): void {
    this.#storage.transactionSync(() => {
      if (!this.#hasTables) this.#migrate()
      this.note(ERASED, JSON.stringify(erasure))
    })
    this.#hasTables = true
    this.#erasure = erasure
  }

  /**
   * Writes what a change came to, wholly or not at all. A single statement is atomic by itself, and the alarm goes with
   * it: the platform commits what is written without an `await` in between together. Several need a transaction, as a
   * handler that throws does not undo its writes.
   */
  write({ row, quarantine, eventsText, checkpoint, alarmAt }: Change): void {
    const statements = () => {
      if (row !== null) this.#append(row, eventsText ?? JSON.stringify(row.events))
      if (row !== null && quarantine !== undefined)
        this.rowsWritten += this.#quarantine.change(row.seq, row.receivedAt, quarantine)
      if (checkpoint !== null) {
        this.#writeCheckpoint(checkpoint.state)
        this.#forget(checkpoint.forgetUntil)
        this.#pack()
      }
    }
    if (checkpoint !== null) this.#oldestAt = undefined
    if (!this.#isEmpty && checkpoint === null && quarantine === undefined) statements()
    else if (row !== null || checkpoint !== null) {
      this.#storage.transactionSync(() => {
        if (!this.#hasTables) this.#migrate()
        statements()
      })
      this.#hasTables = true
      this.#isEmpty = false
    }
    // The output gate waits for it, so nothing is left to await
    if (alarmAt !== null) void this.setAlarm(alarmAt)
  }

  /** When the object's alarm is set for, epoch ms; null: it is not. */
  getAlarm(): Promise<number | null> {
    return this.#storage.getAlarm()
  }

  setAlarm(at: number): Promise<void> {
    this.rowsWritten += 1
    return this.#storage.setAlarm(at)
  }

  #append({ seq, receivedAt, release, events, ...rest }: LogRow, eventsText: string): void {
    let from: number | null = null
    let to: number | null = null
    for (const { at } of events) {
      if (from === null || at < from) from = at
      if (to === null || at > to) to = at
    }
    this.rowsWritten += this.#storage.sql.exec(
      'INSERT INTO log (seq, received_at, from_at, to_at, release, events, rest) VALUES (?, ?, ?, ?, ?, ?, ?)',
      seq,
      receivedAt,
      from,
      to,
      release,
      eventsText,
      hasMembers(rest) ? JSON.stringify(rest) : null,
    ).rowsWritten
  }

  /** The events that were set aside and may still be taken. */
  waiting(now: number): WaitingEvent[] {
    return this.#isEmpty ? [] : this.#quarantine.list(now)
  }

  /** When the oldest thing that the log tells of was received, epoch ms; null: it tells of nothing. */
  get oldestAt(): number | null {
    if (this.#oldestAt === undefined) this.#oldestAt = this.#isEmpty ? null : this.#findOldest()
    return this.#oldestAt
  }

  /** A row is being written that tells of something. */
  tells(receivedAt: number): void {
    if (this.oldestAt === null) this.#oldestAt = receivedAt
  }

  /** What was being written was not. */
  recall(): void {
    this.#oldestAt = undefined
  }

  #findOldest(): number | null {
    const rows = this.#storage.sql.exec<{ received_at: number }>(
      'SELECT received_at FROM log WHERE to_at IS NOT NULL OR rest IS NOT NULL ORDER BY seq LIMIT 1',
    )
    return this.#archive.oldestAt ?? rows.toArray()[0]?.received_at ?? null
  }

  /** The newest row stays, as it says under which release the state was folded, but not what it tells. */
  #forget(until: number): void {
    this.rowsWritten += this.#archive.forget(until)
    for (const statement of [
      'DELETE FROM log WHERE received_at <= ? AND seq < (SELECT max(seq) FROM log)',
      `UPDATE log SET events = '[]', from_at = NULL, to_at = NULL, rest = NULL
       WHERE received_at <= ? AND (to_at IS NOT NULL OR rest IS NOT NULL)`,
    ]) {
      this.rowsWritten += this.#storage.sql.exec(statement, until).rowsWritten
    }
  }

  #pack(): void {
    const { sql } = this.#storage
    const [packed] = sql
      .exec<{ seq: number | null; length: number }>(
        `SELECT max(seq) FILTER (WHERE newer > ?) AS seq, max(newer) AS length FROM (
           SELECT seq, sum(length(events) + ifnull(length(rest), 0)) OVER (ORDER BY seq DESC) AS newer FROM log)`,
        KEEP_UNPACKED,
      )
      .toArray()
    if (packed === undefined || packed.seq === null || packed.length <= PACK_ABOVE) return
    const rows = sql.exec<StoredRow>('SELECT * FROM log WHERE seq <= ? ORDER BY seq', packed.seq).toArray()
    this.rowsWritten += this.#archive.add(rows.map(toLogRow))
    this.rowsWritten += sql.exec('DELETE FROM log WHERE seq <= ?', packed.seq).rowsWritten
  }

  /** The rows after `seq`, in order. */
  rowsAfter(seq: number): LogRow[] {
    if (this.#isEmpty) return []
    const rows = this.#storage.sql
      .exec<StoredRow>('SELECT * FROM log WHERE seq > ? ORDER BY seq', seq)
      .toArray()
      .map(toLogRow)
    return [...this.#archive.rowsAfter(seq), ...rows]
  }

  /** The next rows after `seq`, in order, as many as are read at a time; none: it was the last. */
  nextRows(seq: number): LogRow[] {
    if (this.#isEmpty) return []
    const archived = this.#archive.nextRows(seq)
    if (archived.length > 0) return archived
    return this.#storage.sql
      .exec<StoredRow>('SELECT * FROM log WHERE seq > ? ORDER BY seq LIMIT ?', seq, PAGE)
      .toArray()
      .map(toLogRow)
  }

  /** The events of the rows up to `seq` with `from < at ≤ to`, in the order of `compareEvents`. */
  events(from: number, to: number, seq: number): ProfileEvent[] {
    if (this.#isEmpty) return []
    // SQLite has no infinities
    const after = Math.max(from, Number.MIN_SAFE_INTEGER)
    const until = Math.min(to, Number.MAX_SAFE_INTEGER)
    const present = this.#storage.sql
      .exec<{ events: string }>(
        'SELECT events FROM log WHERE to_at > ? AND from_at <= ? AND seq <= ?',
        after,
        until,
        seq,
      )
      .toArray()
      .flatMap(({ events }) => parseEvents(events).filter(({ at }) => from < at && at <= to))
    const archived = this.#archive.events(after, until, seq)
    return [...archived, ...present].toSorted(compareEvents)
  }

  /** The facts that the rows up to `seq` with `from < at ≤ to` told, in order. */
  facts(from: number, to: number, seq: number): FactsChange[] {
    if (this.#isEmpty) return []
    // SQLite has no infinities
    const after = Math.max(from, Number.MIN_SAFE_INTEGER)
    const until = Math.min(to, Number.MAX_SAFE_INTEGER)
    const present = this.#storage.sql
      .exec<{ received_at: number; facts: string }>(
        `SELECT received_at, json_extract(rest, '$.facts') AS facts FROM log
         WHERE received_at > ? AND received_at <= ? AND seq <= ? AND facts IS NOT NULL ORDER BY seq`,
        after,
        until,
        seq,
      )
      .toArray()
      // `as`: #append wrote it
      .map(({ received_at: at, facts }) => ({ at, facts: JSON.parse(facts) as Facts }))
    return [...this.#archive.facts(after, until, seq), ...present]
  }

  /** The first row after `seq`: its receipt time, epoch ms; null where there is none. */
  receivedAfter(seq: number): number | null {
    if (this.#isEmpty) return null
    const rows = this.#storage.sql.exec<{ received_at: number }>(
      'SELECT received_at FROM log WHERE seq > ? ORDER BY seq LIMIT 1',
      seq,
    )
    return this.#archive.receivedAfter(seq) ?? rows.toArray()[0]?.received_at ?? null
  }

  /** The release of what is kept: the newest row's, as no profile goes back; null where nothing is. */
  foldedUnder(): number | null {
    return this.#isEmpty ? null : this.#newestRelease()
  }

  #newestRelease(): number | null {
    const rows = this.#storage.sql.exec<{ release: number }>(
      'SELECT release FROM log ORDER BY seq DESC LIMIT 1',
    )
    return rows.toArray()[0]?.release ?? null
  }

  /** Keeps the folded state, instead of the one kept before. */
  #writeCheckpoint(state: unknown): void {
    const text = JSON.stringify(state)
    let part = 0
    for (let start = 0, end = 0; start < text.length; start = end, part += 1) {
      end = start + PART_LENGTH
      // Half of a surrogate pair would be written as another character
      if (isHighSurrogate(text.charCodeAt(end - 1))) end += 1
      this.rowsWritten += this.#storage.sql.exec(
        'INSERT OR REPLACE INTO checkpoint (part, body) VALUES (?, ?)',
        part,
        text.slice(start, end),
      ).rowsWritten
    }
    this.rowsWritten += this.#storage.sql.exec('DELETE FROM checkpoint WHERE part >= ?', part).rowsWritten
  }

  /** The state kept last; null before the first. */
  readCheckpoint(): unknown {
    if (this.#isEmpty) return null
    const parts = this.#storage.sql
      .exec<{ body: string }>('SELECT body FROM checkpoint ORDER BY part')
      .toArray()
    return parts.length === 0 ? null : JSON.parse(parts.map(({ body }) => body).join(''))
  }

  /** The notes whose name begins with `prefix`, by name. */
  notes(prefix: string): [name: string, value: string][] {
    if (!this.#hasTables) return []
    return this.#storage.sql
      .exec<{ name: string; value: string }>(
        'SELECT name, value FROM meta WHERE name >= ? AND name < ? ORDER BY name',
        prefix,
        `${prefix}\u{10ffff}`,
      )
      .toArray()
      .map(({ name, value }) => [name, value])
  }

  /** Keeps a note under its name, instead of the one kept before; null takes it away. */
  note(name: string, value: string | null): void {
    if (value === null && !this.#hasTables) return
    const { sql } = this.#storage
    this.rowsWritten += (
      value === null
        ? sql.exec('DELETE FROM meta WHERE name = ?', name)
        : sql.exec('INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)', name, value)
    ).rowsWritten
  }

  #migrate(): void {
    this.rowsWritten += migrate(this.#storage.sql, LAYOUTS)
  }
}

type StoredRow = { seq: number; received_at: number; release: number; events: string; rest: string | null }

function toLogRow({ seq, received_at, release, events, rest }: StoredRow): LogRow {
  // `as`: #append wrote it
  const more = (rest === null ? {} : JSON.parse(rest)) as Omit<
    LogRow,
    'seq' | 'receivedAt' | 'release' | 'events'
  >
  return { seq, receivedAt: received_at, release, events: parseEvents(events), ...more }
}

function parseEvents(text: string): ProfileEvent[] {
  // `as`: #append wrote it
  return JSON.parse(text) as ProfileEvent[]
}

function hasMembers(record: object): boolean {
  for (const _ in record) return true
  return false
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit < 0xdc00
}
