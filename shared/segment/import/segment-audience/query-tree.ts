/** From where to where in the query. */
export interface Span {
  readonly offset: number
  readonly end: number
}

/** `7 days`. */
export interface QueryDuration extends Span {
  readonly type: 'duration'
  readonly count: number
  readonly unit: string
}
export interface QueryLiteral extends Span {
  readonly type: 'literal'
  readonly value: string | number | boolean
}

/** What stands between the parentheses of a function, after `parent:` or before `as number`. */
export interface QueryArgument extends Span {
  readonly value: QueryLiteral | QueryDuration | QueryNode
  /** `parent`, `exclude`. */
  readonly label: string | null
  /** `as string`. */
  readonly as: string | null
}

/** `count()`. */
export interface QueryCall extends Span {
  readonly name: string
  readonly arguments: readonly QueryArgument[]
}

/** `event('A').within(7 days).count()`; the signs `= != > >= < <=` are calls like those they stand for. */
export interface QueryChain extends Span {
  readonly type: 'chain'
  readonly calls: readonly QueryCall[]
}
export interface QueryJunction extends Span {
  readonly type: 'and' | 'or'
  readonly of: readonly QueryNode[]
}
/** `any` and `all` ask it of the users of an account. */
export interface QueryPrefix extends Span {
  readonly type: 'not' | 'any' | 'all'
  readonly of: QueryNode
}
export type QueryNode = QueryChain | QueryJunction | QueryPrefix
