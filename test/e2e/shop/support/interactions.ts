import type { Page, Request } from 'playwright-core'
import type { InteractResponse } from '../../../../shared/event/index.ts'
import type { SentRequest } from '../../../../sdk/sent-request.ts'

/** A call of the page to the edge, and its answer. */
export interface Interaction {
  readonly request: SentRequest
  readonly response: InteractResponse
}

/** Resolves with the call that carries an event of this name, once it is answered. */
export async function interactionWith(page: Page, event: string): Promise<Interaction> {
  const answer = await page.waitForResponse(
    (response) => isInteraction(response.request()) && carries(bodyOf(response.request()), event),
  )
  return { request: bodyOf(answer.request()), response: (await answer.json()) as InteractResponse }
}

export function isInteraction(request: Request): boolean {
  return request.method() === 'POST' && new URL(request.url()).pathname === '/v1/interact'
}

/** The body is JSON under the type of a text, so that the browser asks nobody for permission. */
export function bodyOf(request: Request): SentRequest {
  return JSON.parse(request.postData() ?? '') as SentRequest
}

function carries({ batch }: SentRequest, event: string): boolean {
  return batch.some((sent) => sent.event === event)
}
