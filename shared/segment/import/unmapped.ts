/**
 * A part of a foreign rule that has no equal in the segment language, or more than one reading. The rule is not imported
 * without it: half a rule would reach other people.
 */
export interface Unmapped {
  /** JSON pointer (RFC 6901) into what was imported. A text of JSON is entered as if it were the JSON. */
  readonly pointer: string
  /** Where the place lies in a text that is no JSON (a query): characters before it. */
  readonly offset?: number
  readonly found: string
  readonly why: string
  /** What would come nearest, for a person to decide. */
  readonly nearest: string
}
