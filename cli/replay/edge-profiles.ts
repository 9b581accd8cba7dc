import { inFlight } from './in-flight.ts'
import { type Network, patientFetch } from './patient-fetch.ts'
import { expectOk, type Target } from './target.ts'

const READS_IN_FLIGHT = 8

/** What the edge says of one customer, and the instant it speaks of. */
export interface EdgeProfile {
  readonly customer: string
  /** When the rules were evaluated, epoch milliseconds on the edge's clock. */
  readonly now: number
  readonly segments: ReadonlySet<string>
  /** How many it holds. */
  readonly events: number
}

/** Reads every customer's profile. */
export async function readProfiles(
  network: Network,
  target: Target,
  customers: readonly string[],
  onProgress: (done: number) => void,
): Promise<EdgeProfile[]> {
  const profiles: EdgeProfile[] = []
  await inFlight(customers, READS_IN_FLIGHT, async (customer) => {
    const url = `${target.url}/api/sites/${target.site}/profiles/user:${customer}`
    const headers = { authorization: `Bearer ${target.adminToken}` }
    const response = await expectOk(await patientFetch(network, url, { headers }))
    const answer = (await response.json()) as { now: string; segments: string[]; events: unknown[] } // the contract of GET profiles
    profiles.push({
      customer,
      now: Date.parse(answer.now),
      segments: new Set(answer.segments),
      events: answer.events.length,
    })
    onProgress(profiles.length)
  })
  return profiles
}
