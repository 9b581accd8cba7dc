import type { ProfileStore } from './profile-store.ts'
import { failed, isDead, struck, type Setback } from './setback.ts'
import { logFailure } from '../log-failure.ts'

/** An alarm that rings so much later than it was set for may be one that rang before, and was never finished. */
const LATE_MS = 1_000

const PREFIX = 'timer:'

/** What an object does when its time has come. */
export interface Work {
  readonly name: string
  /** When it is to be done, epoch ms; null: there is nothing to do. */
  readonly dueAt: () => number | null
  readonly run: () => Promise<void> | void
}

/** What the platform says of an alarm. */
export type Alarm = Pick<AlarmInvocationInfo, 'retryCount' | 'scheduledTime'>

/**
 * The timed work of an object, which has one alarm for all of it. What is due follows from the object's state; only
 * work that went wrong has a row: how often, and when it may be tried again.
 */
export class Timers {
  readonly #store: ProfileStore
  readonly #setbacks: Map<string, Setback>

  constructor(store: ProfileStore) {
    this.#store = store
    // `as`: #keep wrote them
    this.#setbacks = new Map(
      store.notes(PREFIX).map(([name, note]) => [name.slice(PREFIX.length), JSON.parse(note) as Setback]),
    )
  }

  /** What went wrong, by the name of the work. */
  get setbacks(): readonly (Setback & { readonly name: string; readonly isDead: boolean })[] {
    return [...this.#setbacks].map(([name, setback]) => ({ name, ...setback, isDead: isDead(setback) }))
  }

  /** When the next piece of work is to be done, held back where it went wrong; null: there is none. */
  nextAt(work: readonly Work[]): number | null {
    const times = work.map(({ name, dueAt }) => this.#heldBack(name, dueAt())).filter((at) => at !== null)
    return times.length > 0 ? Math.min(...times) : null
  }

  /** Does what is due, one after the other. What fails is held back, and stops nothing else. */
  async run(work: readonly Work[], alarm: Alarm): Promise<void> {
    const isSuspect = alarm.retryCount > 0 || Date.now() - alarm.scheduledTime > LATE_MS
    for (const { name, dueAt, run } of work) {
      const now = Date.now()
      const at = this.#heldBack(name, dueAt())
      if (at === null || at > now) continue
      if (isSuspect || this.#setbacks.get(name)?.strikes) {
        const setback = struck(this.#setbacks.get(name), now)
        this.#keep(name, setback)
        if (isDead(setback))
          logFailure(`The timed work "${name}" ended this object again and again; it rests`)
      }
      try {
        await run()
        this.done(name)
      } catch (error) {
        logFailure(`The timed work "${name}" failed`, error)
        this.#keep(name, failed(this.#setbacks.get(name), Date.now()))
      }
    }
  }

  /** Forgets what went wrong with a piece of work; says whether anything had. */
  done(name: string): boolean {
    if (!this.#setbacks.has(name)) return false
    this.#keep(name, null)
    return true
  }

  #heldBack(name: string, dueAt: number | null): number | null {
    return dueAt === null ? null : Math.max(dueAt, this.#setbacks.get(name)?.notBefore ?? 0)
  }

  #keep(name: string, setback: Setback | null): void {
    if (setback === null) this.#setbacks.delete(name)
    else this.#setbacks.set(name, setback)
    try {
      this.#store.note(PREFIX + name, setback && JSON.stringify(setback))
    } catch (error) {
      // The disk may be what is wrong: memory still holds the work back
      logFailure('a setback could not be kept', error)
    }
  }
}
