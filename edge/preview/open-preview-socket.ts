import type { Context } from 'hono'
import { DEFAULT_ENRICH } from '../../shared/traffic/index.ts'
import type { Env } from '../env.ts'
import { requestFacts } from '../ingest/request-facts.ts'
import { askOf, withAsk } from '../profile/live-ask.ts'
import { originOf } from './origin-of.ts'
import type { PageAsk } from './page-ask.ts'
import { previewOf, previewOver } from './preview-key.ts'

/** Opens the socket over which a page in a preview is shown edits as they are made. */
export async function openPreviewSocket(c: Context<{ Bindings: Env }>): Promise<Response> {
  const query = c.req.query()
  const { preview, keyHash } = await previewOf(c.env, query['key'] ?? '')
  const ask = askOf(query, true)
  const enrichment = { enrich: DEFAULT_ENRICH, receivedAt: Date.now(), mayAdvertise: true }
  const page: PageAsk = { ...ask, facts: requestFacts(c.req.raw, ask.page, enrichment) }
  const headers = withAsk(c.req.raw.headers, page)
  headers.set('x-edgewise-key', keyHash)
  headers.set('x-edgewise-origin', encodeURIComponent(originOf(c.req.raw)))
  const answer = await preview.fetch('https://preview/live', { headers })
  if (answer.status === 401) throw previewOver()
  return answer
}
