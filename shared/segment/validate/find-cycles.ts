import { type Issue, toPointer } from '../../problem/index.ts'
import { referencesOfSegment } from '../references-of.ts'
import type { Segment } from '../segment.ts'

/** One issue for each segment from which the references lead back to it. */
export function findCycles(segments: readonly Segment[]): Issue[] {
  const references = new Map(segments.map((segment) => [segment.id, referencesOfSegment(segment)]))
  return segments.flatMap(({ id }, index) => {
    const way = wayBack(id, references)
    return way
      ? [
          {
            pointer: toPointer(['segments', index, 'when']),
            found: `references that lead back: ${way.join(' → ')}`,
            expected: 'segments that do not depend on themselves',
          },
        ]
      : []
  })
}

/** The shortest way along references from a segment to itself. */
function wayBack(start: string, references: ReadonlyMap<string, readonly string[]>): string[] | null {
  const ways: string[][] = [[start]]
  const visited = new Set<string>()
  for (let way = ways.shift(); way; way = ways.shift()) {
    for (const next of references.get(way.at(-1) ?? '') ?? []) {
      if (next === start) return [...way, next]
      if (visited.has(next)) continue
      visited.add(next)
      ways.push([...way, next])
    }
  }
  return null
}
