import type { ImportReport, Place } from '../import-report.ts'
import type { Span } from './query-tree.ts'

export interface QueryContext {
  readonly report: ImportReport
  readonly query: string
  readonly place: Place
  /** The keys of audiences, which traits of the same name are, and the segments that they are here. */
  readonly audiences: ReadonlyMap<string, string>
  /** The traits that are computed. */
  readonly computed: ReadonlySet<string>
}

/** Notes that a part of the query cannot be mapped. */
export function refusePart(span: Span, why: string, nearest: string, context: QueryContext): null {
  const { report, query, place } = context
  return report.refuse(place, query.slice(span.offset, span.end), why, nearest, span.offset)
}

export function notePart(span: Span, chosen: string, { report, query, place }: QueryContext): void {
  report.note(place, query.slice(span.offset, span.end), chosen)
}
