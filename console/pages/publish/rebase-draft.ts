import type { Json } from '../../../shared/json.ts'
import { api, client } from '../../api.ts'
import type { EditConflict } from '../../draft/edit-conflict.ts'

/** Makes the draft what it and a newer release come to, so that it takes the release into account. */
export async function rebaseDraft(
  site: string,
  conflict: EditConflict,
  merged: Json | undefined,
): Promise<void> {
  await api(
    client.api.sites[':site'].draft.$put(
      { param: { site }, query: { basedOn: String(conflict.release) }, json: merged ?? {} },
      { headers: { 'if-match': `"${conflict.version}"` } },
    ),
  )
}
