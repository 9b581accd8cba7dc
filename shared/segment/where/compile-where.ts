import type { Json, JsonObject } from '../../json.ts'
import { type Resolve, splitReferences } from './compile-reference.ts'
import { compileValue } from './compile-value.ts'
import { isObject } from './is-object.ts'
import { isOperators } from './is-operators.ts'
import { compilePath } from './path.ts'
import { everyTest, type Nested, notTest, someTest, type ValueTest } from './value-test.ts'
import type { Where } from './where.ts'

export interface WhereOptions {
  /** The lists that `$inGroup` and `$notInGroup` name. An unknown one is empty, as in GrowthBook. @default none */
  readonly groups?: Readonly<Record<string, readonly Json[]>> | undefined
  /** How a path is read. @default members of the value, by name */
  readonly path?: (path: string) => (value: Json) => Json
  /** How the value of a reference is read. @default there is none */
  readonly reference?: Resolve
}

/** Turns a condition over an object into closures, once. No code is generated: workerd refuses `new Function`. */
export function compileWhere(where: Where, options: WhereOptions = {}): ValueTest {
  const read = options.path ?? compilePath
  return everyTest(
    Object.entries(where).map(([key, condition = null]) => {
      switch (key) {
        case '$and':
          return everyTest(compileList(condition, options))
        case '$or':
          return someTest(compileList(condition, options))
        case '$nor':
          return notTest(someTest(compileList(condition, options)))
        case '$not':
          return notTest(compileWhere(asObject(condition), options))
        default:
          return compileAt(read(key), condition, options)
      }
    }),
  )
}

/** What a condition asks of one value. */
export function compileCondition(condition: Json, options: WhereOptions = {}): ValueTest {
  const groups = options.groups ?? {}
  // Inside an array's element paths are the element's own members.
  const nested: Nested = {
    value: (inner, insensitive) => compileValue(inner, nested, insensitive),
    where: (inner) => compileWhere(inner, { groups }),
    group: (name) => (Object.hasOwn(groups, name) ? (groups[name] ?? []) : []),
  }
  return compileValue(condition, nested)
}

function compileAt(read: (value: Json) => Json, condition: Json, options: WhereOptions): ValueTest {
  const split = splitReferences(condition, read, options.reference)
  if (!split) return atPath(read, compileCondition(condition, options))
  const { rest, tests } = split
  return isOperators(rest)
    ? everyTest([atPath(read, compileCondition(rest, options)), ...tests])
    : everyTest(tests)
}

function atPath(read: (value: Json) => Json, { holds, mayChangeAt }: ValueTest): ValueTest {
  return {
    holds: (value, now) => holds(read(value), now),
    mayChangeAt: mayChangeAt && ((value, now) => mayChangeAt(read(value), now)),
  }
}

function compileList(condition: Json, options: WhereOptions): ValueTest[] {
  return Array.isArray(condition) ? condition.map((item: Json) => compileWhere(asObject(item), options)) : []
}

/** Validation has refused anything else; what slips by asks nothing. */
function asObject(value: Json): JsonObject {
  return isObject(value) ? value : {}
}
