import type { Duration } from '../../duration.ts'
import { type QueryContext, refusePart } from './query-context.ts'
import type { QueryArgument, QueryCall, QueryChain, Span } from './query-tree.ts'

type Literal = string | number | boolean

/** A literal, also one in `literal(…)`; undefined for anything else. */
export function literalOf({ value }: QueryArgument): Literal | undefined {
  if (value.type === 'literal') return value.value
  const [call] = value.type === 'chain' && value.calls.length === 1 ? value.calls : []
  const [inner] = call?.name === 'literal' ? call.arguments : []
  return inner ? literalOf(inner) : undefined
}

/** All arguments as literals; refused, and null, when one is something else. */
export function readLiterals(call: QueryCall, context: QueryContext): readonly Literal[] | null {
  const literals = call.arguments.map(literalOf).filter((value) => value !== undefined)
  if (literals.length === call.arguments.length && literals.length > 0) return literals
  return refusePart(
    call,
    'compares with a value that differs from visitor to visitor',
    'a fixed value',
    context,
  )
}

/** The only argument as a literal. */
export function readLiteral(call: QueryCall, context: QueryContext): Literal | null {
  const literals = readLiterals(call, context)
  if (literals === null) return null
  const [literal] = literals
  if (literals.length === 1 && literal !== undefined) return literal
  return refusePart(call, `${call.name} takes one value`, `${call.name}(value)`, context)
}

const UNITS: Readonly<Record<string, (count: number) => Duration>> = {
  minute: (count) => `PT${count}M`,
  hour: (count) => `PT${count}H`,
  day: (count) => `P${count}D`,
  week: (count) => `P${count * 7}D`,
}

/** `7 days`, as one of the arguments of a call. */
export function readDuration(call: QueryCall, index: number, context: QueryContext): Duration | null {
  const value = call.arguments[index]?.value
  if (value?.type === 'duration' && Number.isSafeInteger(value.count) && value.count > 0) {
    const unit = value.unit.toLowerCase().replace(/s$/, '')
    const build = Object.hasOwn(UNITS, unit) ? UNITS[unit] : undefined
    if (build) return build(value.count)
  }
  return refusePart(value ?? call, 'no length of time that Segment documents', '7 days, 12 hours', context)
}

/** The name of a value of events: `property('price')`, `context('page.url')`. */
export interface EventValue {
  readonly path: string
  /** Of the event around this one. */
  readonly ofParent: boolean
}

export function readEventValue(chain: QueryChain, context: QueryContext): EventValue | null {
  const [call] = chain.calls
  const name = call ? nameOf(call) : null
  if (call && name !== null && (call.name === 'property' || call.name === 'context')) {
    if (!/[$*[\]]/.test(name)) {
      const root = call.name === 'property' ? 'properties' : 'context'
      return { path: `${root}.${name}`, ofParent: call.arguments[0]?.label === 'parent' }
    }
    return refusePart(call, 'looks into lists', '$elemMatch', context)
  }
  return refusePart(
    call ?? chain,
    'only what an event carries can be asked of it',
    'the same, beside the event: event(…) AND trait(…)',
    context,
  )
}

/** The only argument of a function, as a name. */
export function nameOf({ arguments: given }: QueryCall): string | null {
  const [argument] = given
  const name = given.length === 1 && argument ? literalOf(argument) : undefined
  return typeof name === 'string' && name !== '' ? name : null
}

/** The path of the argument of a reducer: `sum(property('price'))`. */
export function readReducedPath(call: QueryCall, context: QueryContext): string | null {
  const [argument] = call.arguments
  const value = argument?.value
  const span: Span = argument ?? call
  if (value?.type !== 'chain' || value.calls.length !== 1) {
    return refusePart(span, `${call.name} takes a property`, `${call.name}(property('price'))`, context)
  }
  const read = readEventValue(value, context)
  return read?.ofParent
    ? refusePart(span, 'of another event', 'a property of the event itself', context)
    : (read?.path ?? null)
}
