import type { ProfileStore } from './profile-store.ts'
import { Timers, type Alarm, type Work } from './timers.ts'

/** The one alarm of an object, set for the earliest piece of its timed work. */
export class AlarmClock {
  readonly #store: ProfileStore
  readonly #work: readonly Work[]
  readonly #timers: Timers
  /** When it is set for; undefined: to be read. */
  #setFor: number | null | undefined
  #isRinging = false

  constructor(store: ProfileStore, work: readonly Work[]) {
    this.#store = store
    this.#work = work
    this.#timers = new Timers(store)
  }

  /** The timed work that went wrong and has not gone well since. */
  get setbacks(): Timers['setbacks'] {
    return this.#timers.setbacks
  }

  /** Learns when it is set for. Comes before the first `toSet`. */
  async read(): Promise<void> {
    if (this.#setFor !== undefined) return
    const at = await this.#store.getAlarm()
    // Another call may have set it meanwhile
    if (this.#setFor === undefined) this.#setFor = at
  }

  /** What it is to be set to, epoch ms; null: it can stay as it is. */
  toSet(now: number): number | null {
    // Whatever is done until the work is over, it is set once; if the object dies before, the platform rings again
    if (this.#isRinging) return null
    const dueAt = this.#timers.nextAt(this.#work)
    if (dueAt === null) return null
    const at = Math.max(dueAt, now + 1)
    // One that comes too early finds nothing to do and is set again: cheaper than a row at every call
    return this.#setFor != null && this.#setFor <= at ? null : at
  }

  /** It was set together with a change that is committed. */
  wasSet(at: number): void {
    this.#setFor = at
  }

  /** Whether it was set is not known any more: a change was rolled back. */
  recall(): void {
    this.#setFor = undefined
  }

  /** Sets it, where it has to be. */
  async arm(): Promise<void> {
    const at = this.toSet(Date.now())
    if (at === null) return
    await this.#store.setAlarm(at)
    this.#setFor = at
  }

  /** Does what is due. Never throws: the platform retries six times, then never. */
  async ring(alarm: Alarm): Promise<void> {
    this.#setFor = null
    this.#isRinging = true
    await this.#timers.run(this.#work, alarm)
    this.#isRinging = false
    await this.arm()
  }

  /** A piece of work went well without having been rung for, whatever became of it at the alarm. */
  wentWell(name: string): void {
    if (!this.#isRinging && this.#timers.done(name)) void this.arm()
  }
}
