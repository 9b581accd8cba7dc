/** A membership that changed. */
export interface Transition {
  /** The segment's id. */
  readonly segment: string
  readonly type: 'entered' | 'exited'
  /** The instant at which it became so, epoch milliseconds. For a late event: the instant that was put right. */
  readonly at: number
  /** An event that came late changed the present. */
  readonly reason?: 'late'
}
