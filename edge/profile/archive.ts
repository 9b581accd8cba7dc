// oxlint-disable-next-line no-restricted-imports -- the platform's CompressionStream is asynchronous, and nothing may come between what a change reads and what it writes
import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { compareEvents, type ProfileEvent } from '../../shared/event/index.ts'
import type { FactsChange } from '../../shared/segment/index.ts'
import type { LogRow } from './log-row.ts'

/** How much JSON goes into one row of the archive: deflated, it stays far below the platform's 2 MB. */
const PART_LENGTH = 500_000

/** The older rows of a log, many in one row, deflated: a year of a busy visitor fits into a megabyte. */
export class Archive {
  readonly #sql: SqlStorage

  constructor(sql: SqlStorage) {
    this.#sql = sql
  }

  /** Takes rows in, in their order, that are newer than those it has. Answers the rows written. */
  add(rows: readonly LogRow[]): number {
    let written = 0
    let texts: string[] = []
    let length = 0
    let from = 0
    for (const [index, row] of rows.entries()) {
      const text = JSON.stringify(row)
      texts.push(text)
      length += text.length
      if (length < PART_LENGTH && index < rows.length - 1) continue
      written += this.#write(rows.slice(from, index + 1), texts)
      from = index + 1
      texts = []
      length = 0
    }
    return written
  }

  /** The rows after `seq`, in order. */
  rowsAfter(seq: number): LogRow[] {
    return this.#parts('WHERE seq > ?', seq)
      .flatMap(unpack)
      .filter((row) => row.seq > seq)
  }

  /** The rows after `seq` of the first part that has any, in order. */
  nextRows(seq: number): LogRow[] {
    return this.#parts('WHERE seq > ? ORDER BY seq LIMIT 1', seq)
      .flatMap(unpack)
      .filter((row) => row.seq > seq)
  }

  /** The events of the rows up to `seq` with `from < at ≤ to`, in the order of `compareEvents`. */
  events(from: number, to: number, seq: number): ProfileEvent[] {
    return this.#parts('WHERE to_at > ? AND from_at <= ?', from, to)
      .flatMap(unpack)
      .filter((row) => row.seq <= seq)
      .flatMap(({ events }) => events.filter(({ at }) => from < at && at <= to))
      .toSorted(compareEvents)
  }

  /** The facts that the rows up to `seq` with `from < at ≤ to` told, in order. */
  facts(from: number, to: number, seq: number): FactsChange[] {
    return this.#parts('WHERE received_at > ? AND first_at <= ?', from, to)
      .flatMap(unpack)
      .flatMap((row) =>
        row.facts && row.seq <= seq && from < row.receivedAt && row.receivedAt <= to
          ? [{ at: row.receivedAt, facts: row.facts }]
          : [],
      )
  }

  /** When the oldest row was received, epoch ms; null: there is none. */
  get oldestAt(): number | null {
    return this.#parts('ORDER BY seq LIMIT 1')[0]?.first_at ?? null
  }

  /** When the first part that has a row after `seq` begins, epoch ms; null where there is none. */
  receivedAfter(seq: number): number | null {
    return this.#parts('WHERE seq > ? ORDER BY seq LIMIT 1', seq)[0]?.first_at ?? null
  }

  /** Forgets the rows that were received up to an instant. Answers the rows written. */
  forget(until: number): number {
    let written = this.#sql.exec('DELETE FROM archive WHERE received_at <= ?', until).rowsWritten
    for (const part of this.#parts('WHERE first_at <= ?', until)) {
      written += this.#sql.exec('DELETE FROM archive WHERE seq = ?', part.seq).rowsWritten
      written += this.add(unpack(part).filter(({ receivedAt }) => receivedAt > until))
    }
    return written
  }

  #write(rows: readonly LogRow[], texts: readonly string[]): number {
    const times = rows.flatMap(({ events }) => events.map(({ at }) => at))
    const [first, last] = [rows[0], rows.at(-1)]
    if (first === undefined || last === undefined) return 0
    const body = deflateRawSync(`[${texts.join(',')}]`)
    return this.#sql.exec(
      'INSERT INTO archive (seq, first_at, received_at, from_at, to_at, rows) VALUES (?, ?, ?, ?, ?, ?)',
      last.seq,
      first.receivedAt,
      last.receivedAt,
      times.length > 0 ? minOf(times) : null,
      times.length > 0 ? maxOf(times) : null,
      // The platform takes a buffer, not a view of one
      body.buffer.slice(body.byteOffset, body.byteOffset + body.byteLength),
    ).rowsWritten
  }

  #parts(which: string, ...values: number[]): Part[] {
    const order = which.includes('ORDER BY') ? '' : ' ORDER BY seq'
    return this.#sql.exec<Part>(`SELECT * FROM archive ${which}${order}`, ...values).toArray()
  }
}

type Part = { seq: number; first_at: number; rows: ArrayBuffer }

function unpack({ rows }: Part): LogRow[] {
  // `as`: #write packed them
  return JSON.parse(new TextDecoder().decode(inflateRawSync(new Uint8Array(rows)))) as LogRow[]
}

function minOf(times: readonly number[]): number {
  return times.reduce((least, at) => Math.min(least, at), Infinity)
}

function maxOf(times: readonly number[]): number {
  return times.reduce((most, at) => Math.max(most, at), -Infinity)
}
