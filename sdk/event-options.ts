/** The last argument of `track`, `page` and `identify`. */
export interface EventOptions {
  /** Added to the event's context. @example { campaign: { name: 'autumn' } } */
  readonly context?: object
  /**
   * When it happened, if not now; ISO 8601 where it is a text. The trap: what lies in the future is taken as now.
   *
   * @default now
   * @example '2026-11-22T10:15:00Z'
   */
  readonly timestamp?: string | Date
}
