import type { Json, JsonObject } from '../../../shared/json.ts'
import type { ComputedTrait } from '../../../shared/segment/computed-trait.ts'
import type { Segment } from '../../../shared/segment/segment.ts'
import { describeSegment } from '../../../shared/segment/sentence/describe-condition.ts'
import { textOf } from './rule/text-of.ts'

/** The segments of a document that have an id, as JSON: whatever else is wrong with them. */
export function segmentsIn({ segments }: JsonObject): readonly (JsonObject & { readonly id: string })[] {
  if (!Array.isArray(segments)) return []
  return (segments as readonly Json[]).filter(
    (entry): entry is JsonObject & { readonly id: string } =>
      typeof entry === 'object' && entry !== null && 'id' in entry && typeof entry.id === 'string',
  )
}

/** What a segment is called; its id where it has no name. */
export const nameOfSegment = ({ id, name }: JsonObject): string =>
  typeof name === 'string' && name !== '' ? name : textOf(id)

/** A copy of a segment, under a name and an id that no other has. */
export function copyOf(
  segment: JsonObject,
  others: readonly { readonly id: string }[],
): JsonObject & { readonly id: string } {
  const base = textOf(segment['id']).slice(0, 50)
  const isTaken = (id: string): boolean => others.some((other) => other.id === id)
  for (let number = 1; ; number += 1) {
    const ending = number === 1 ? '' : ` ${number}`
    const id = `${base}-copy${ending.replace(' ', '-')}`
    if (!isTaken(id)) return { ...segment, id, name: `${nameOfSegment(segment)} (copy${ending})` }
  }
}

/** A segment's rule as a sentence; null: it is not yet so that one could be made of it. */
export function sentenceOf(segment: JsonObject, computedTraits: Json | undefined): string | null {
  const traits = Array.isArray(computedTraits) ? computedTraits : []
  if (hasNoConditions(segment['when'])) return null
  try {
    // `as`: what does not have the shape is caught
    return describeSegment(segment as unknown as Segment, traits as unknown as ComputedTrait[])
  } catch {
    return null
  }
}

function hasNoConditions(when: Json | undefined): boolean {
  if (typeof when !== 'object' || when === null) return true
  return 'all' in when && Array.isArray(when.all) && when.all.length === 0
}
