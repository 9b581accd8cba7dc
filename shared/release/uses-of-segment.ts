import type { Json, JsonObject } from '../json.ts'

/** A part of a site that asks who is in a segment. */
export interface SegmentUse {
  readonly kind: 'segments' | 'experiences'
  readonly id: string
  readonly name: string
}

/** Where a segment is asked for in a site document, whatever is wrong with the document: in other rules, and as an audience. */
export function usesOfSegment(site: JsonObject, segment: string): SegmentUse[] {
  return (['segments', 'experiences'] as const).flatMap((kind) =>
    entriesOf(site[kind]).flatMap((entry): SegmentUse[] => {
      const { id, name } = entry
      const isItself = kind === 'segments' && id === segment
      if (typeof id !== 'string' || isItself || !asksFor(entry, segment)) return []
      return [{ kind, id, name: typeof name === 'string' && name !== '' ? name : id }]
    }),
  )
}

/** A rule names a segment as a condition, an audience names it as its only member. */
function asksFor(value: Json | undefined, segment: string): boolean {
  if (typeof value !== 'object' || value === null) return false
  // `as`: `Array.isArray` does not know read-only lists
  if (Array.isArray(value)) return (value as readonly Json[]).some((inner) => asksFor(inner, segment))
  const members = value as JsonObject
  if (members['kind'] === 'segment') return members['id'] === segment
  return Object.entries(members).some(([name, inner]) =>
    name === 'segment' ? inner === segment : asksFor(inner, segment),
  )
}

function entriesOf(list: Json | undefined): JsonObject[] {
  return Array.isArray(list)
    ? (list as readonly Json[]).filter(
        (entry): entry is JsonObject => typeof entry === 'object' && entry !== null,
      )
    : []
}
