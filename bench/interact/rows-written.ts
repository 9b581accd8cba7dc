import type { SiteConfig } from '../../shared/release/site-config.ts'
import type { Contender } from './contender.ts'
import { drive } from './drive.ts'
import { createInteractBody } from './interact-body.ts'
import { createVisitor } from './visitor.ts'

/** Enough calls for every periodic write of a profile to come round. */
const CALLS = 256

/** Rows that one visitor's object writes a call, alarms counted as the platform bills them. */
export async function measureRowsWritten(
  contender: Contender,
  site: SiteConfig,
  eventsACall: number,
): Promise<number> {
  const shape = { writeKey: site.writeKeys[0]!.key, slots: site.slots.map(({ id }) => id), eventsACall }
  const newcomer = createVisitor()
  const [answers] = await drive(
    contender.url,
    [[createInteractBody(newcomer, shape, Date.now())]],
    eventsACall,
  )
  const id = answers?.[0]?.anonymousId
  if (id == null) throw new Error('The edge minted no visitor id.')
  const visitor = { ...newcomer, id }
  const bodies = Array.from({ length: CALLS - 1 }, () => createInteractBody(visitor, shape, Date.now()))
  await drive(contender.url, [bodies], eventsACall)

  const response = await fetch(`${contender.url}/api/sites/${site.id}/profiles/visitor:${id}`, {
    headers: { authorization: `Bearer ${contender.adminToken}` },
  })
  if (!response.ok) throw new Error(`Reading the profile was answered with ${response.status}.`)
  const { rowsWritten, calls } = (await response.json()) as { rowsWritten: number; calls: number } // its contract
  return rowsWritten / calls
}
