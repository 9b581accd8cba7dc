import type { Json } from '../../shared/json.ts'
import type { SitePart } from '../../shared/release/site-part.ts'
import { api, client } from '../api.ts'
import type { PartAnswer } from './draft-answer.ts'

/**
 * Keeps a part in the draft, or (undefined) takes it out. `version` is that of the draft that the edit began with; null: the
 * part is to be new.
 */
export async function putPart(
  site: string,
  part: SitePart,
  value: Json | undefined,
  version: number | null,
): Promise<PartAnswer> {
  const route = client.api.sites[':site'].draft[':kind'][':id']
  const param = { site, kind: part.kind, id: part.id }
  const headers: Record<string, string> =
    version === null ? { 'if-none-match': '*' } : { 'if-match': `"${version}"` }
  const call =
    value === undefined
      ? api(route.$delete({ param }, { headers }))
      : api(route.$put({ param, json: value }, { headers }))
  // `as`: Hono's client tells JSON in a type of its own, which is the same and fits nowhere
  return (await call) as unknown as PartAnswer
}
