/** How many events a profile takes: so many a second, and so many at once after a pause. */
export interface EventLimit {
  readonly eventsPerSecond: number
  readonly burst: number
}

/**
 * Bounds what one profile is made to do, in the memory of its object: an object that was evicted begins with a full
 * bucket. A call is taken while anything is left, whatever its size, and what it takes too much the next ones wait for:
 * a batch that is larger than the bucket still gets in.
 */
export class TokenBucket {
  #tokens = Infinity
  #at = 0

  /** Takes `count` tokens. 0: taken; otherwise how long to wait, in milliseconds, before asking again. */
  take(count: number, { eventsPerSecond, burst }: EventLimit, now: number): number {
    const refilled = this.#tokens + (Math.max(0, now - this.#at) * eventsPerSecond) / 1_000
    this.#tokens = Math.min(burst, refilled)
    this.#at = now
    if (this.#tokens <= 0) return Math.ceil(((1 - this.#tokens) * 1_000) / eventsPerSecond)
    this.#tokens -= count
    return 0
  }
}
