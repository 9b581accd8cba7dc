/** A query that is none, and where it stops being one. */
export class QueryError extends Error {
  override name = 'QueryError'
  readonly offset: number
  readonly expected: string

  constructor(offset: number, expected: string) {
    super(`expected ${expected}`)
    this.offset = offset
    this.expected = expected
  }
}
