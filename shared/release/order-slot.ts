import type { Json, JsonObject } from '../json.ts'

/**
 * The document with a slot's experiences in another order. They keep the places that experiences of their slot have in the
 * list, so those of other slots stay where they are. Null where `order` does not name each of them once.
 */
export function orderSlot(document: JsonObject, slot: string, order: readonly string[]): JsonObject | null {
  const experiences = listOf(document)
  const own = new Map(
    experiences
      .filter((entry) => memberOf(entry, 'slot') === slot)
      .map((entry) => [memberOf(entry, 'id'), entry]),
  )
  const isWhole =
    own.size === order.length && new Set(order).size === order.length && order.every((id) => own.has(id))
  if (!isWhole) return null
  const next = order.values()
  return {
    ...document,
    experiences: experiences.map((entry) =>
      memberOf(entry, 'slot') === slot ? (own.get(next.next().value) ?? entry) : entry,
    ),
  }
}

/** The ids of a slot's experiences, in their order. */
export function orderOf(document: JsonObject, slot: string): string[] {
  return listOf(document).flatMap((entry) => {
    const id = memberOf(entry, 'id')
    return memberOf(entry, 'slot') === slot && typeof id === 'string' ? [id] : []
  })
}

function listOf({ experiences }: JsonObject): readonly Json[] {
  // `as`: a list, which TypeScript does not conclude for readonly ones
  return Array.isArray(experiences) ? (experiences as Json[]) : []
}

/** A member of an entry of a document that may be wrong. */
function memberOf(entry: Json, name: 'id' | 'slot'): Json | undefined {
  if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) return undefined
  // `as`: no list, as above
  return (entry as JsonObject)[name]
}
