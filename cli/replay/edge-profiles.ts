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

/** The contract of `GET /api/sites/:site/profiles/:ref`, as far as it is read here. */
interface ProfileReport {
  readonly now: string
  readonly segments: readonly string[]
  readonly events: readonly unknown[]
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
    const response = await patientFetch(network, url, { headers })
    // A profile that is not there is a finding: it holds none of its customer's orders.
    profiles.push(
      response.status === 404
        ? { customer, now: network.now(), segments: new Set(), events: 0 }
        : await readProfile(customer, await expectOk(response)),
    )
    onProgress(profiles.length)
  })
  return profiles
}

async function readProfile(customer: string, response: Response): Promise<EdgeProfile> {
  const { now, segments, events } = (await response.json()) as ProfileReport
  return { customer, now: Date.parse(now), segments: new Set(segments), events: events.length }
}
