import type { Json, JsonObject } from '../../shared/json.ts'
import type { Issue } from '../../shared/problem/index.ts'
import { nameOf } from '../../shared/release/json-shape.ts'
import type { SitePart } from '../../shared/release/site-part.ts'

/** What keeps a document from being published, and what is valid and hardly meant; pointers as in the document. */
export interface Findings {
  readonly issues: readonly Issue[]
  readonly warnings: readonly Issue[]
}

/** What of it concerns one part; the pointers are into the part. */
export function findingsOf({ issues, warnings }: Findings, document: JsonObject, part: SitePart): Findings {
  const pointer = pointerOf(document, part)
  if (pointer === null) return { issues: [], warnings: [] }
  const below = (issue: Issue): Issue[] =>
    issue.pointer === pointer || issue.pointer.startsWith(`${pointer}/`)
      ? [{ ...issue, pointer: issue.pointer.slice(pointer.length) }]
      : []
  return { issues: issues.flatMap(below), warnings: warnings.flatMap(below) }
}

/** The part that a pointer into a document leads to, and the rest of the pointer; null where it leads to none. */
export function partAt(
  document: JsonObject,
  pointer: string,
): { readonly part: SitePart; readonly pointer: string } | null {
  const [, member, index, ...rest] = pointer.split('/')
  if (member === undefined) return null
  const list = document[member]
  const id = Array.isArray(list) && index !== undefined ? nameOf((list as Json[])[Number(index)]) : null
  if (id !== null) return { part: { kind: member, id }, pointer: rest.map((key) => `/${key}`).join('') }
  return { part: { kind: 'settings', id: member }, pointer: pointer.slice(member.length + 1) }
}

/** Where a part stands in a document, as a JSON pointer; null where it does not. */
function pointerOf(document: JsonObject, { kind, id }: SitePart): string | null {
  if (kind === 'settings') return `/${id}`
  const list = document[kind]
  const index = Array.isArray(list) ? (list as Json[]).findIndex((entry) => nameOf(entry) === id) : -1
  return index === -1 ? null : `/${kind}/${index}`
}
