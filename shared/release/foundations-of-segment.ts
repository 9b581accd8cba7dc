import type { Json, JsonObject } from '../json.ts'
import { computedIdOf } from '../segment/plan/computed-in.ts'
import { nameOf } from './json-shape.ts'

/** A part of a site that a segment's rule reads. */
export interface Foundation {
  readonly kind: 'segments' | 'computedTraits'
  readonly id: string
  readonly name: string
}

/** What a segment's rule rests on in a site document, whatever is wrong with either: other segments and computed traits. */
export function foundationsOfSegment(site: JsonObject, segment: JsonObject): Foundation[] {
  const segments = new Set<string>()
  const traits = new Set<string>()
  const look = (value: Json | undefined): void => {
    if (typeof value !== 'object' || value === null) return
    // `as`: `Array.isArray` does not know read-only lists
    if (Array.isArray(value)) return (value as readonly Json[]).forEach(look)
    const members = value as JsonObject
    if (members['kind'] === 'segment' && typeof members['id'] === 'string') segments.add(members['id'])
    for (const [key, inner] of Object.entries(members)) {
      const trait = computedIdOf(key)
      if (trait !== null) traits.add(trait)
      look(inner)
    }
  }
  look(segment['when'])
  look(segment['exit'])
  return [...named(site, 'segments', segments), ...named(site, 'computedTraits', traits)]
}

function named(site: JsonObject, kind: Foundation['kind'], ids: ReadonlySet<string>): Foundation[] {
  const list = site[kind]
  const entries = Array.isArray(list) ? (list as readonly Json[]) : []
  return [...ids].map((id) => {
    const entry = entries.find((candidate) => nameOf(candidate) === id)
    const name = typeof entry === 'object' && entry !== null && 'name' in entry ? entry.name : undefined
    return { kind, id, name: typeof name === 'string' && name !== '' ? name : id }
  })
}
