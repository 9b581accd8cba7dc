import type { SiteConfig } from '../../shared/release/site-config.ts'
import { drive, type Lane } from './drive.ts'
import { type CallShape, createInteractBody } from './interact-body.ts'
import type { Contender } from './contender.ts'
import { createVisitor, type Visitor } from './visitor.ts'

/** What is sent: to visitors never seen before, or to ones with a history, and how many events a call. */
export interface Workload {
  readonly profiles: 'new' | 'warm'
  readonly eventsACall: number
  readonly calls: number
}

const LANES = 8
const VISITORS_A_LANE = 8
const CALLS_BEFORE = 3

/** Makes everything that a measurement sends before it starts: visitors with a history, and every body. */
export async function prepareLanes(
  contender: Contender,
  site: SiteConfig,
  { profiles, eventsACall, calls }: Workload,
): Promise<Lane[]> {
  const shape: CallShape = {
    writeKey: site.writeKeys[0]!.key,
    slots: site.slots.map(({ id }) => id),
    eventsACall,
  }
  const callsALane = Math.ceil(calls / LANES)
  const warm = profiles === 'warm' ? await createWarmVisitors(contender, shape) : null
  const now = Date.now()
  return Array.from({ length: LANES }, (_, lane) =>
    Array.from({ length: callsALane }, (_, call) => {
      const visitor = warm?.[lane]?.[call % VISITORS_A_LANE] ?? createVisitor()
      return createInteractBody(visitor, shape, now)
    }),
  )
}

async function createWarmVisitors(contender: Contender, shape: CallShape): Promise<Visitor[][]> {
  const newcomers = Array.from({ length: LANES }, () =>
    Array.from({ length: VISITORS_A_LANE }, () => createVisitor()),
  )
  const send = (lanes: readonly (readonly Visitor[])[]) =>
    drive(
      contender.url,
      lanes.map((visitors) => visitors.map((visitor) => createInteractBody(visitor, shape, Date.now()))),
      shape.eventsACall,
    )
  const firstAnswers = await send(newcomers)
  const visitors = newcomers.map((lane, index) =>
    // The bare object mints no ids: it gets one of the same length, so that both parse the same bytes.
    lane.map((visitor, place) => ({
      ...visitor,
      id: firstAnswers[index]?.[place]?.anonymousId ?? fakeId(visitor),
    })),
  )
  for (let call = 1; call < CALLS_BEFORE; call++) await send(visitors)
  return visitors
}

/** As long as a signed id: two codes of 22 characters and a dot. */
function fakeId({ stream }: Visitor): string {
  return `${stream}.${stream}`
}
