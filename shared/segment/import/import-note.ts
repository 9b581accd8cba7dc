/** A choice that the import made where the two systems differ in a detail. Told once, at its first place. */
export interface ImportNote {
  /** JSON pointer (RFC 6901) into what was imported. */
  readonly pointer: string
  readonly found: string
  readonly chosen: string
}
