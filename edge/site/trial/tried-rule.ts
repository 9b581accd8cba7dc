import * as v from 'valibot'
import type { JsonObject } from '../../../shared/json.ts'
import type { Issue } from '../../../shared/problem/index.ts'
import { ComputedTrait, Segment, validateSegments } from '../../../shared/segment/index.ts'
import { referencesOfSegment } from '../../../shared/segment/references-of.ts'
import { isTimezone } from '../../../shared/segment/window/is-timezone.ts'
import type { TriedRule } from '../../profile/try-rule.ts'

/** A rule with all that it rests on, or what keeps it from being tried; pointers begin at the segment. */
export type TriedRuleCheck =
  | { readonly ok: true; readonly rule: TriedRule }
  | { readonly ok: false; readonly issues: readonly Issue[] }

/**
 * Puts a segment that is being written beside the other segments of a draft. These may be wrong, as long as the segment does
 * not rest on them.
 */
export function checkTriedRule(segment: Segment, draft: JsonObject): TriedRuleCheck {
  const others = entriesOf(draft, 'segments', Segment).filter(({ id }) => id !== segment.id)
  const computedTraits = entriesOf(draft, 'computedTraits', ComputedTrait)
  const segments = [segment, ...restsOn(segment, others)]
  const issues = validateSegments(segments, { computedTraits }).flatMap((issue) =>
    issue.pointer.startsWith(OWN)
      ? [{ ...issue, pointer: `/segment${issue.pointer.slice(OWN.length)}` }]
      : [],
  )
  if (issues.length > 0) return { ok: false, issues }
  const { timezone } = draft
  return {
    ok: true,
    rule: {
      segment: segment.id,
      segments,
      computedTraits,
      timezone: typeof timezone === 'string' && isTimezone(timezone) ? timezone : 'UTC',
    },
  }
}

/** Where the segment stands among those it is checked with. */
const OWN = '/segments/0'

function restsOn(segment: Segment, others: readonly Segment[]): Segment[] {
  const found = new Set<Segment>()
  const look = (from: Segment) => {
    for (const id of referencesOfSegment(from)) {
      const other = others.find((candidate) => candidate.id === id)
      if (other === undefined || found.has(other)) continue
      found.add(other)
      look(other)
    }
  }
  look(segment)
  return [...found]
}

function entriesOf<T extends v.GenericSchema<unknown, unknown>>(
  document: JsonObject,
  list: string,
  schema: T,
): v.InferOutput<T>[] {
  const entries = document[list]
  if (!Array.isArray(entries)) return []
  return entries.flatMap((entry) => {
    const parsed = v.safeParse(schema, entry)
    return parsed.success ? [parsed.output] : []
  })
}
