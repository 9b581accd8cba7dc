/** A set of UTF-16 units, as ranges; `negated`: all the others. */
export interface UnitSet {
  readonly ranges: readonly (readonly [from: number, to: number])[]
  readonly negated: boolean
}

/** A pattern as a tree. Groups need no node: nothing is captured. */
export type Regex =
  | { readonly type: 'unit'; readonly set: UnitSet }
  | { readonly type: 'sequence'; readonly items: readonly Regex[] }
  | { readonly type: 'choice'; readonly items: readonly Regex[] }
  | { readonly type: 'repeat'; readonly item: Regex; readonly min: number; readonly max: number }
  | { readonly type: 'assertion'; readonly at: 'start' | 'end' | 'boundary' | 'inside' }

/** What is wrong with a pattern, in words. */
export class RegexRefused extends Error {
  override name = 'RegexRefused'
}

const DIGITS = [[48, 57]] as const
const WORDS = [...DIGITS, [65, 90], [95, 95], [97, 122]] as const
const SPACES = [
  [9, 13],
  [32, 32],
  [160, 160],
  [0x1680, 0x1680],
  [0x2000, 0x200a],
  [0x2028, 0x2029],
  [0x202f, 0x202f],
  [0x205f, 0x205f],
  [0x3000, 0x3000],
  [0xfeff, 0xfeff],
] as const
const LINE_ENDS = [
  [10, 10],
  [13, 13],
  [0x2028, 0x2029],
] as const
const CONTROLS: Readonly<Record<string, number>> = { n: 10, r: 13, t: 9, v: 11, f: 12, 0: 0 }
const MAX_REPEAT = 1000

/**
 * Parses the part of JavaScript's regular expressions that a matcher can run in time linear in the text: literals,
 * classes, `.`, groups, alternatives, repeats, `^ $ \b \B`.
 *
 * @throws {RegexRefused} For the rest: back-references, look-around, `\p`, and what is no pattern at all.
 */
export function parseRegex(pattern: string): Regex {
  let place = 0
  const peek = () => pattern[place]
  const take = (text: string) => {
    if (!pattern.startsWith(text, place)) return false
    place += text.length
    return true
  }
  const refuse = (what: string): never => {
    throw new RegexRefused(what)
  }

  const parseChoice = (): Regex => {
    const items = [parseSequence()]
    while (take('|')) items.push(parseSequence())
    const [only] = items
    return only && items.length === 1 ? only : { type: 'choice', items }
  }

  const parseSequence = (): Regex => {
    const items: Regex[] = []
    for (let next = peek(); next !== undefined && next !== '|' && next !== ')'; next = peek()) {
      const item = parseItem()
      items.push(item.type === 'assertion' ? item : parseRepeat(item))
    }
    return { type: 'sequence', items }
  }

  const parseRepeat = (item: Regex): Regex => {
    const bounds = parseBounds()
    if (!bounds) return item
    // A lazy repeat finds the same texts.
    take('?')
    if (parseBounds()) refuse('a repeat of a repeat')
    return { type: 'repeat', item, ...bounds }
  }

  const parseBounds = (): { min: number; max: number } | null => {
    if (take('*')) return { min: 0, max: Infinity }
    if (take('+')) return { min: 1, max: Infinity }
    if (take('?')) return { min: 0, max: 1 }
    const braces = /^\{(\d+)(,?)(\d*)\}/.exec(pattern.slice(place))
    if (!braces) return null
    const [text, from = '', comma, to] = braces
    place += text.length
    const min = Number(from)
    const max = to ? Number(to) : comma ? Infinity : min
    if (max < min) refuse(`a repeat whose bounds are out of order: ${text}`)
    if (min > MAX_REPEAT || (max !== Infinity && max > MAX_REPEAT)) refuse(`a repeat above ${MAX_REPEAT}`)
    return { min, max }
  }

  const parseItem = (): Regex => {
    if (take('^')) return { type: 'assertion', at: 'start' }
    if (take('$')) return { type: 'assertion', at: 'end' }
    if (take('.')) return unit(LINE_ENDS, true)
    if (take('[')) return parseClass()
    if (take('(')) return parseGroup()
    if (take('\\')) return parseEscape()
    const next = peek() ?? ''
    if ('*+?'.includes(next)) refuse(`${next} with nothing before it to repeat`)
    if (next === '{' && /^\{\d+,?\d*\}/.test(pattern.slice(place))) refuse('a repeat with nothing before it')
    place++
    return literal(next.charCodeAt(0))
  }

  const parseGroup = (): Regex => {
    if (take('?')) {
      const named = /^<[A-Za-z_$][\w$]*>/.exec(pattern.slice(place))
      if (named) place += named[0].length
      else if (!take(':')) refuse('look-around, or a group of an unknown kind')
    }
    const inner = parseChoice()
    if (!take(')')) refuse('a group that is not closed')
    return inner.type === 'assertion' ? { type: 'sequence', items: [inner] } : inner
  }

  const parseEscape = (): Regex => {
    if (take('b')) return { type: 'assertion', at: 'boundary' }
    if (take('B')) return { type: 'assertion', at: 'inside' }
    const set = parseEscapedSet()
    if (set) return { type: 'unit', set }
    return literal(parseEscapedUnit())
  }

  const parseEscapedSet = (): UnitSet | null => {
    if (take('d')) return { ranges: DIGITS, negated: false }
    if (take('D')) return { ranges: DIGITS, negated: true }
    if (take('w')) return { ranges: WORDS, negated: false }
    if (take('W')) return { ranges: WORDS, negated: true }
    if (take('s')) return { ranges: SPACES, negated: false }
    if (take('S')) return { ranges: SPACES, negated: true }
    return null
  }

  const parseEscapedUnit = (): number => {
    const rest = pattern.slice(place)
    const hex = /^(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4}))/.exec(rest)
    if (hex) {
      place += hex[0].length
      return Number.parseInt(hex[1] ?? hex[2] ?? '', 16)
    }
    const next = peek() ?? refuse('a backslash at the end')
    if (next === '0' && /^0\d/.test(rest)) refuse('an octal escape')
    if (/[1-9k]/.test(next)) refuse('a back-reference')
    place++
    const control = CONTROLS[next]
    if (control !== undefined) return control
    if (/[A-Za-z]/.test(next)) refuse(`the escape \\${next}`)
    return next.charCodeAt(0)
  }

  const parseClass = (): Regex => {
    const negated = take('^')
    const ranges: (readonly [number, number])[] = []
    while (!take(']')) {
      if (peek() === undefined) refuse('a class that is not closed')
      const from = parseClassMember()
      if (typeof from !== 'number') {
        ranges.push(...(from.negated ? complement(from.ranges) : from.ranges))
        continue
      }
      if (peek() !== '-' || pattern[place + 1] === ']' || pattern[place + 1] === undefined) {
        ranges.push([from, from])
        continue
      }
      place++
      const to = parseClassMember()
      if (typeof to !== 'number' || to < from) return refuse('a range of a class that is out of order')
      ranges.push([from, to])
    }
    return unit(ranges, negated)
  }

  const parseClassMember = (): number | UnitSet => {
    if (!take('\\')) return pattern.charCodeAt(place++)
    if (take('b')) return 8
    if (take('-')) return 45
    return parseEscapedSet() ?? parseEscapedUnit()
  }

  const regex = parseChoice()
  if (place < pattern.length) refuse('a closing parenthesis too many')
  return regex
}

function unit(ranges: UnitSet['ranges'], negated: boolean): Regex {
  return { type: 'unit', set: { ranges, negated } }
}

function literal(code: number): Regex {
  return unit([[code, code]], false)
}

function complement(ranges: UnitSet['ranges']): [number, number][] {
  const gaps: [number, number][] = []
  let next = 0
  for (const [from, to] of ranges.toSorted((a, b) => a[0] - b[0])) {
    if (from > next) gaps.push([next, from - 1])
    next = Math.max(next, to + 1)
  }
  if (next <= 0xffff) gaps.push([next, 0xffff])
  return gaps
}
