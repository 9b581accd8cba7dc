import type { Context } from 'hono'
import type { InteractRequest } from '../../shared/event/index.ts'
import { DEFAULT_ENRICH } from '../../shared/traffic/index.ts'
import type { Env } from '../env.ts'
import { corsHeaders } from '../http/cors.ts'
import { ProblemError } from '../http/problem-error.ts'
import { requestFacts } from '../ingest/request-facts.ts'
import { messageIdOf } from '../ingest/take-events.ts'
import { originOf } from './origin-of.ts'
import type { PageAsk } from './page-ask.ts'
import { previewOf, previewOver } from './preview-key.ts'

/**
 * Answers `POST /v1/interact` of a page in a preview: what it shows, to whomever was chosen. Its events are answered for,
 * so that the page goes on, and nobody keeps them.
 */
export async function seePreview(c: Context<{ Bindings: Env }>, request: InteractRequest): Promise<Response> {
  const { preview, keyHash } = await previewOf(c.env, request.writeKey)
  const enrichment = { enrich: DEFAULT_ENRICH, receivedAt: Date.now(), mayAdvertise: true }
  const ask: PageAsk = {
    ...(request.slots && { slots: request.slots }),
    ...(request.page && { page: request.page }),
    // Who previews wants to know why; a page that has the inspector closed shows whom it is seen as
    debug: true,
    facts: requestFacts(c.req.raw, request.page, enrichment),
  }
  const messageIds = request.batch.map((raw) => messageIdOf(raw) ?? '')
  const seen = await preview.see(keyHash, originOf(c.req.raw), JSON.stringify(ask), messageIds)
  switch (seen.type) {
    case 'answer':
      return c.body(seen.answer, 200, {
        ...corsHeaders(c.req.raw),
        'content-type': 'application/json',
        'cache-control': 'private, no-store',
      })
    case 'over':
      throw previewOver()
    case 'nothing':
      throw new ProblemError('not-found', { detail: seen.why })
  }
}
