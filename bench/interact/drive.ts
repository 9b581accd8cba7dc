import { Agent } from 'node:http'
import type { InteractResponse } from '../../shared/event/visitor-state.ts'
import { post } from './post.ts'

/** What a lane sends, in order, and the lanes run at the same time: one keep-alive connection each. */
export type Lane = readonly string[]

/** Sends every body; answers come back in the order of the lanes. Fails unless every event of every call is accepted. */
export async function drive(
  url: string,
  lanes: readonly Lane[],
  eventsACall: number,
): Promise<InteractResponse[][]> {
  const agent = new Agent({ keepAlive: true, maxSockets: lanes.length })
  try {
    return await Promise.all(
      lanes.map(async (bodies) => {
        const answers: InteractResponse[] = []
        for (const body of bodies)
          answers.push(expectAccepted(await post(agent, `${url}/v1/interact`, body), eventsACall))
        return answers
      }),
    )
  } finally {
    agent.destroy()
  }
}

function expectAccepted(text: string, eventsACall: number): InteractResponse {
  const answer = JSON.parse(text) as InteractResponse // the contract of POST /v1/interact
  const accepted = answer.receipts.filter(({ status }) => status === 'accepted').length
  if (accepted !== eventsACall) throw new Error(`${accepted} of ${eventsACall} events were accepted: ${text}`)
  return answer
}
