import type { Json } from '../../json.ts'
import { describeChoice, describeValue, type Issue, toPointer } from '../../problem/index.ts'
import { parseReference } from '../where/reference.ts'
import { EVENT_ROOTS } from './event-roots.ts'
import type { Path } from './path.ts'

/**
 * What is wrong with the operand of `$ref`, in words.
 *
 * @param bound The names of the events that are bound where it stands.
 */
export function validateReference(operand: Json, path: Path, bound: readonly string[]): Issue[] {
  const expected = expectedInstead(operand, bound)
  return expected === null ? [] : [{ pointer: toPointer(path), found: describeValue(operand), expected }]
}

function expectedInstead(operand: Json, bound: readonly string[]): string | null {
  if (bound.length === 0)
    return 'a value: no event has a name here, given by "as" in an earlier step, in "after" or in "anchor"'
  if (typeof operand !== 'string') return 'a name and a path, such as "cart.properties.cart_id"'
  const { name, path } = parseReference(operand)
  if (!bound.includes(name)) return describeChoice('the name of an event bound before', name, bound)
  const [root = ''] = path.split('.')
  return EVENT_ROOTS.includes(root) ? null : describeChoice(`after "${name}." a path from`, root, EVENT_ROOTS)
}
