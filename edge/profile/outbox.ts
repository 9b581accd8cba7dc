import type { ProfileStore } from './profile-store.ts'

/**
 * What one receiver has yet to be told. The log is the outbox: every effect follows from a row that is written with the
 * change, so it needs no row of its own. A receiver has a mark in the log, its only row; what stands after the mark is
 * told again until the receiver has acknowledged it.
 */
export class Outbox {
  readonly #store: ProfileStore
  readonly #name: string
  /** Undefined: to be read. */
  #pendingSince: number | null | undefined

  constructor(store: ProfileStore, receiver: string) {
    this.#store = store
    this.#name = `outbox:${receiver}`
  }

  /** When the first row came that the receiver does not know of, epoch ms; null: it knows all. */
  get pendingSince(): number | null {
    if (this.#pendingSince === undefined) this.#pendingSince = this.#store.receivedAfter(this.#acknowledged)
    return this.#pendingSince
  }

  /** A row is being written. */
  writes(receivedAt: number): void {
    if (this.pendingSince === null) this.#pendingSince = receivedAt
  }

  /** What was being written was not. */
  recall(): void {
    this.#pendingSince = undefined
  }

  /** The receiver knows everything up to this row. */
  acknowledge(seq: number): void {
    this.#store.note(this.#name, String(seq))
    this.#pendingSince = undefined
  }

  get #acknowledged(): number {
    const [mark] = this.#store.notes(this.#name)
    return mark === undefined ? 0 : Number(mark[1])
  }
}
