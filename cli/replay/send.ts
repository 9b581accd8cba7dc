import type { Receipt } from '../../shared/event/receipt.ts'
import { inFlight } from './in-flight.ts'
import type { OrderCompleted } from './order-completed.ts'
import { type Network, patientFetch } from './patient-fetch.ts'
import { ReplayError } from './replay-error.ts'
import { expectOk, type Target } from './target.ts'

const BATCH_SIZE = 100
const BATCHES_IN_FLIGHT = 4
const SENDS_A_BATCH = 5

/** How many events the edge took now, and how many it had from an earlier run. */
export interface Sent {
  readonly accepted: number
  readonly duplicate: number
}

/** Sends every event through `/v1/batch`; returns when each has a receipt that says it is in a profile. */
export async function sendOrders(
  network: Network,
  target: Target,
  events: readonly OrderCompleted[],
  onProgress: (done: number) => void,
): Promise<Sent> {
  const sent = { accepted: 0, duplicate: 0 }
  const batches = Array.from({ length: Math.ceil(events.length / BATCH_SIZE) }, (_, index) =>
    events.slice(index * BATCH_SIZE, (index + 1) * BATCH_SIZE),
  )
  await inFlight(batches, BATCHES_IN_FLIGHT, async (batch) => {
    const { accepted, duplicate } = await sendBatch(network, target, batch)
    sent.accepted += accepted
    sent.duplicate += duplicate
    onProgress(sent.accepted + sent.duplicate)
  })
  return sent
}

async function sendBatch(network: Network, target: Target, batch: readonly OrderCompleted[]): Promise<Sent> {
  let unsent = batch
  const sent = { accepted: 0, duplicate: 0 }
  for (let send = 0; send < SENDS_A_BATCH; send++) {
    const response = await patientFetch(network, `${target.url}/v1/batch`, {
      method: 'POST',
      headers: {
        authorization: `Basic ${Buffer.from(`${target.serverKey}:`).toString('base64')}`,
        'content-type': 'application/json',
      },
      // No `sentAt`: it would have the edge move each sale by the difference of the clocks.
      body: JSON.stringify({ batch: unsent }),
    })
    const answer = (await (await expectOk(response)).json()) as { receipts: readonly Receipt[] } // the contract of /v1/batch
    const receipts = new Map(answer.receipts.map((receipt) => [receipt.messageId, receipt]))
    unsent = unsent.filter(({ messageId }) => {
      const receipt = receipts.get(messageId)
      switch (receipt?.status) {
        case 'accepted':
        case 'duplicate':
          sent[receipt.status]++
          return false
        case 'quarantined':
        case 'rejected':
          throw new ReplayError(`${messageId} was ${receipt.status}: ${receipt.reason ?? 'no reason given'}`)
        case 'retry':
        case undefined:
          return true
      }
    })
    if (unsent.length === 0) return sent
  }
  throw new ReplayError(`${unsent[0]?.messageId} has no receipt after being sent ${SENDS_A_BATCH} times.`)
}
