import { QueryError } from './query-error.ts'

/** A word of a query; `offset` and `end` are characters from its beginning. */
export type QueryToken = {
  readonly type: 'name' | 'text' | 'number' | 'sign'
  /** A text without its quotes. */
  readonly text: string
  readonly offset: number
  readonly end: number
}

const TOKEN =
  /(?<name>[A-Za-z_]\w*)|(?<number>-?\d+(?:\.\d+)?)|'(?<single>(?:[^'\\]|\\.)*)'|"(?<double>(?:[^"\\]|\\.)*)"|(?<sign>!=|>=|<=|==|[=<>().,:{}])/y
const SPACE = /\s*/y

/** @throws {QueryError} At the first character that begins no word. */
export function tokenizeQuery(query: string): QueryToken[] {
  const tokens: QueryToken[] = []
  let offset = 0
  for (;;) {
    SPACE.lastIndex = offset
    SPACE.exec(query)
    offset = SPACE.lastIndex
    if (offset >= query.length) return tokens
    TOKEN.lastIndex = offset
    const groups = TOKEN.exec(query)?.groups
    if (!groups) throw new QueryError(offset, 'a function, a text in quotes, a number or a sign')
    const { name, number, single, double, sign } = groups
    const end = TOKEN.lastIndex
    const quoted = single ?? double
    if (quoted !== undefined) {
      tokens.push({ type: 'text', text: quoted.replaceAll(/\\(.)/g, '$1'), offset, end })
    } else if (name !== undefined) tokens.push({ type: 'name', text: name, offset, end })
    else if (number !== undefined) tokens.push({ type: 'number', text: number, offset, end })
    else tokens.push({ type: 'sign', text: sign ?? '', offset, end })
    offset = end
  }
}
