/** The last argument of `track`, `page` and `identify`. */
export interface EventOptions {
  /** Added to the event's context. */
  readonly context?: object
  /** When it happened, if not now; ISO 8601 where it is a text. @default now */
  readonly timestamp?: string | Date
}
