import { parseRegex, type Regex, RegexRefused, type UnitSet } from './parse-regex.ts'

type Assertion = Extract<Regex, { type: 'assertion' }>['at']

/** One step of the machine. `next` are numbers of steps; a step that takes no unit is followed at once. */
type Step =
  | { readonly type: 'unit'; readonly fits: (unit: number) => boolean; next: number }
  | { readonly type: 'fork'; readonly next: number[] }
  | { readonly type: 'assertion'; readonly at: Assertion; next: number }
  | { readonly type: 'match' }

const MAX_STEPS = 5000

/**
 * Compiles a pattern to a test whose time is at most (length of pattern × length of text), whatever the text: all ways
 * through the pattern are followed side by side, so nothing is tried twice. JavaScript's own engine backtracks, and one
 * event could stop a profile with it.
 *
 * @throws {RegexRefused} For a pattern outside that part of the language, or one too large.
 */
export function compileRegex(pattern: string, insensitive: boolean): (text: string) => boolean {
  const steps: Step[] = [{ type: 'match' }]
  const add = (step: Step) => {
    if (steps.length >= MAX_STEPS) throw new RegexRefused('a pattern whose repeats make it too large')
    return steps.push(step) - 1
  }

  /** Adds the steps of a tree that go on to `next`; answers the first. Built from the end, so `next` is known. */
  const build = (regex: Regex, next: number): number => {
    switch (regex.type) {
      case 'unit':
        return add({ type: 'unit', fits: compileSet(regex.set, insensitive), next })
      case 'assertion':
        return add({ type: 'assertion', at: regex.at, next })
      case 'sequence':
        return regex.items.reduceRight((following, item) => build(item, following), next)
      case 'choice':
        return add({ type: 'fork', next: regex.items.map((item) => build(item, next)) })
      case 'repeat': {
        let following = next
        if (regex.max === Infinity) {
          const ways = [next]
          const loop = add({ type: 'fork', next: ways })
          ways.push(build(regex.item, loop))
          following = loop
        } else {
          for (let i = regex.min; i < regex.max; i++) {
            following = add({ type: 'fork', next: [next, build(regex.item, following)] })
          }
        }
        for (let i = 0; i < regex.min; i++) following = build(regex.item, following)
        return following
      }
    }
  }

  const regex = parseRegex(pattern)
  if (isDirect(regex)) {
    const native = new RegExp(pattern, insensitive ? 'i' : '')
    return (text) => native.test(text)
  }
  const first = build(regex, 0)
  return (text) => run(steps, first, text)
}

/** Without a repeat, and with one choice at the outside, there is nothing to backtrack: the native engine is as safe. */
function isDirect(regex: Regex): boolean {
  const isPlain = (item: Regex): boolean =>
    item.type === 'sequence' ? item.items.every(isPlain) : item.type === 'unit' || item.type === 'assertion'
  return regex.type === 'choice' ? regex.items.every(isPlain) : isPlain(regex)
}

function run(steps: readonly Step[], first: number, text: string): boolean {
  const visited = new Int32Array(steps.length).fill(-1)
  let current: number[] = []
  let found = false

  const follow = (from: number, place: number, into: number[]) => {
    const pending = [from]
    for (let index = pending.pop(); index !== undefined && !found; index = pending.pop()) {
      if (visited[index] === place) continue
      visited[index] = place
      const step = steps[index]
      if (step?.type === 'match') found = true
      else if (step?.type === 'fork') pending.push(...step.next)
      else if (step?.type === 'unit') into.push(index)
      else if (step && holdsAt(step.at, text, place)) pending.push(step.next)
    }
  }

  for (let place = 0; ; place++) {
    // A match may start at every place.
    follow(first, place, current)
    if (found || place === text.length) return found
    const unit = text.charCodeAt(place)
    const following: number[] = []
    for (const index of current) {
      const step = steps[index]
      if (step?.type === 'unit' && step.fits(unit)) follow(step.next, place + 1, following)
      if (found) return true
    }
    current = following
  }
}

function holdsAt(at: Assertion, text: string, place: number): boolean {
  if (at === 'start') return place === 0
  if (at === 'end') return place === text.length
  const isBoundary = isWord(text.charCodeAt(place - 1)) !== isWord(text.charCodeAt(place))
  return at === 'boundary' ? isBoundary : !isBoundary
}

function isWord(unit: number): boolean {
  return (
    (unit >= 48 && unit <= 57) || (unit >= 65 && unit <= 90) || unit === 95 || (unit >= 97 && unit <= 122)
  )
}

function compileSet(set: UnitSet, insensitive: boolean): (unit: number) => boolean {
  const has = (unit: number) => set.ranges.some(([from, to]) => unit >= from && unit <= to)
  if (!insensitive) return (unit) => has(unit) !== set.negated
  // The members of a class and the unit are compared as upper case, and all units of one upper case are one: those
  // that can be meant are the unit itself and its two cases.
  return (unit) => casesOf(unit).some(has) !== set.negated
}

const cases = new Map<number, readonly number[]>()

function casesOf(unit: number): readonly number[] {
  const kept = cases.get(unit)
  if (kept) return kept
  const upper = canonicalCase(unit)
  const all = [unit, upper]
  for (const other of [String.fromCharCode(unit).toLowerCase(), String.fromCharCode(upper).toLowerCase()]) {
    if (other.length === 1 && canonicalCase(other.charCodeAt(0)) === upper) all.push(other.charCodeAt(0))
  }
  const found = [...new Set(all)]
  cases.set(unit, found)
  return found
}

/** ECMAScript's Canonicalize without the `u` flag: upper case, if that is one unit and does not turn it into ASCII. */
function canonicalCase(unit: number): number {
  const upper = String.fromCharCode(unit).toUpperCase()
  const code = upper.charCodeAt(0)
  return upper.length !== 1 || (unit >= 128 && code < 128) ? unit : code
}
