import type { JsonObject } from '../../shared/json.ts'
import { api, client } from '../api.ts'
import type { DraftAnswer } from '../draft/draft-answer.ts'

/** Puts a slot's experiences into an order, and answers the draft that has it. */
export async function putOrder(
  site: string,
  slot: string,
  experiences: readonly string[],
): Promise<DraftAnswer> {
  const route = client.api.sites[':site'].draft.slots[':id'].order
  const answer = await api(route.$put({ param: { site, id: slot }, json: { experiences: [...experiences] } }))
  // `as`: Hono's client tells JSON in a type of its own, which is the same and fits nowhere
  return answer as unknown as DraftAnswer & { readonly site: JsonObject }
}
