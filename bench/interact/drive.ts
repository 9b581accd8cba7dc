import { Agent, request } from 'node:http'
import type { InteractResponse } from '../../shared/event/visitor-state.ts'

/** What a lane sends, in order, and the lanes run at the same time: one keep-alive connection each. */
export type Lane = readonly string[]

const HEADERS = {
  'content-type': 'text/plain',
  // A bot gets no profile.
  'user-agent':
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/146.0.0.0 Safari/537.36',
}

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

function post(agent: Agent, url: string, body: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const headers = { ...HEADERS, 'content-length': Buffer.byteLength(body) }
    request(url, { method: 'POST', agent, headers }, (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (chunk: string) => (text += chunk))
      response.on('error', reject)
      response.on('end', () => {
        if (response.statusCode === 200) resolve(text)
        else reject(new Error(`${url} answered ${response.statusCode}: ${text}`))
      })
    })
      .on('error', reject)
      .end(body)
  })
}

function expectAccepted(text: string, eventsACall: number): InteractResponse {
  const answer = JSON.parse(text) as InteractResponse // the contract of POST /v1/interact
  const accepted = answer.receipts.filter(({ status }) => status === 'accepted').length
  if (accepted !== eventsACall) throw new Error(`${accepted} of ${eventsACall} events were accepted: ${text}`)
  return answer
}
