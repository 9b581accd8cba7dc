import { QueryError } from './query-error.ts'
import { type QueryToken, tokenizeQuery } from './query-token.ts'
import type {
  QueryArgument,
  QueryCall,
  QueryChain,
  QueryDuration,
  QueryLiteral,
  QueryNode,
} from './query-tree.ts'

const COMPARISONS: Readonly<Record<string, string>> = {
  '=': 'equals',
  '==': 'equals',
  '!=': 'differs',
  '>': 'greater_than',
  '>=': 'at_least',
  '<': 'less_than',
  '<=': 'at_most',
}
const PREFIXES: Readonly<Record<string, 'not' | 'any' | 'all'>> = { NOT: 'not', ANY: 'any', ALL: 'all' }
/** Nobody nests deeper by hand, and a stack has an end. */
const MAX_DEPTH = 100

/**
 * Reads Segment's query language: `AND` before `OR`, parentheses, `NOT ANY ALL`, chained functions, and the signs that
 * stand for comparisons.
 *
 * @throws {QueryError} Where it cannot be read.
 */
export function parseQuery(query: string): QueryNode {
  const tokens = tokenizeQuery(query)
  let next = 0
  let depth = 0

  const end = () => query.length
  const peek = (ahead = 0): QueryToken | undefined => tokens[next + ahead]
  const isSign = (text: string, ahead = 0) => peek(ahead)?.type === 'sign' && peek(ahead)?.text === text
  const isWord = (text: string) => peek()?.type === 'name' && peek()?.text.toUpperCase() === text
  const fail = (expected: string) => new QueryError(peek()?.offset ?? end(), expected)
  const lastEnd = () => tokens[next - 1]?.end ?? 0
  const take = (type: QueryToken['type'], expected: string): QueryToken => {
    const token = peek()
    if (token?.type !== type) throw fail(expected)
    next++
    return token
  }
  const takeSign = (text: string) => {
    if (!isSign(text)) throw fail(`"${text}"`)
    next++
  }

  const parseJunction = (type: 'and' | 'or', parseOperand: () => QueryNode): QueryNode => {
    const first = parseOperand()
    const of = [first]
    while (isWord(type.toUpperCase())) {
      next++
      of.push(parseOperand())
    }
    return of.length === 1 ? first : { type, of, offset: first.offset, end: lastEnd() }
  }
  const parseOr = (): QueryNode => {
    if (++depth > MAX_DEPTH) throw fail(`at most ${MAX_DEPTH} levels`)
    const node = parseJunction('or', () => parseJunction('and', parsePrefix))
    depth--
    return node
  }
  const parsePrefix = (): QueryNode => {
    const { offset = end(), text = '' } = peek() ?? {}
    const prefix = peek()?.type === 'name' ? PREFIXES[text.toUpperCase()] : undefined
    if (prefix) {
      if (++depth > MAX_DEPTH) throw fail(`at most ${MAX_DEPTH} levels`)
      next++
      const of = parsePrefix()
      depth--
      return { type: prefix, of, offset, end: lastEnd() }
    }
    if (!isSign('(')) return parseChain()
    next++
    const inner = parseOr()
    takeSign(')')
    return inner
  }

  const parseChain = (): QueryChain => {
    const calls = [parseCall()]
    while (isSign('.')) {
      next++
      calls.push(parseCall())
    }
    const sign = peek()
    const comparison = sign?.type === 'sign' ? COMPARISONS[sign.text] : undefined
    if (sign && comparison) {
      next++
      const value = parseScalar()
      const { offset, end } = value
      calls.push({
        name: comparison,
        arguments: [{ value, label: null, as: null, offset, end }],
        offset: sign.offset,
        end,
      })
    }
    return { type: 'chain', calls, offset: calls[0]?.offset ?? 0, end: lastEnd() }
  }
  const parseCall = (): QueryCall => {
    const { text: name, offset } = take('name', 'a function such as event, trait or count')
    takeSign('(')
    const parsed: QueryArgument[] = []
    // Segment's reference writes some arguments in braces, and others of the same kind without.
    const hasBraces = isSign('{')
    if (hasBraces) next++
    const close = hasBraces ? '}' : ')'
    while (!isSign(close)) {
      parsed.push(parseArgument())
      if (!isSign(close)) takeSign(',')
    }
    next++
    if (hasBraces) takeSign(')')
    return { name, arguments: parsed, offset, end: lastEnd() }
  }
  const parseArgument = (): QueryArgument => {
    const { offset = end() } = peek() ?? {}
    const label = peek()?.type === 'name' && isSign(':', 1) ? (peek()?.text ?? null) : null
    if (label !== null) next += 2
    const value = parseValue()
    let as: string | null = null
    if (isWord('AS')) {
      next++
      as = take('name', 'a type').text
    }
    return { value, label, as, offset, end: lastEnd() }
  }
  const parseValue = (): QueryArgument['value'] => {
    if (peek()?.type === 'number' && peek(1)?.type === 'name') return parseDurationOf()
    return parseLiteral() ?? parseOr()
  }
  const parseDurationOf = (): QueryDuration => {
    const { text, offset } = take('number', 'a number')
    const { text: unit } = take('name', 'a unit of time')
    return { type: 'duration', count: Number(text), unit, offset, end: lastEnd() }
  }
  const parseLiteral = (): QueryLiteral | null => {
    const token = peek()
    if (!token) return null
    const { offset, end: until } = token
    if (token.type === 'text' || token.type === 'number') {
      next++
      return {
        type: 'literal',
        value: token.type === 'number' ? Number(token.text) : token.text,
        offset,
        end: until,
      }
    }
    if ((isWord('TRUE') || isWord('FALSE')) && !isSign('(', 1)) {
      next++
      return { type: 'literal', value: token.text.toUpperCase() === 'TRUE', offset, end: until }
    }
    return null
  }
  /** What a value is compared with: a literal, or another value. */
  const parseScalar = (): QueryLiteral | QueryNode => {
    const literal = parseLiteral()
    if (literal) return literal
    const calls = [parseCall()]
    while (isSign('.')) {
      next++
      calls.push(parseCall())
    }
    return { type: 'chain', calls, offset: calls[0]?.offset ?? 0, end: lastEnd() }
  }

  const tree = parseOr()
  if (next < tokens.length) throw fail('AND, OR, or the end')
  return tree
}
