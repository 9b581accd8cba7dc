import { profileName } from '../identity/profile-name.ts'
import type { WaitingEvent } from '../profile/quarantine-store.ts'
import { routeEvent } from './route-event.ts'

/** A profile is told apart as a server would: what waits names a user for whom a write key was not enough. */
const SERVER = { isServer: true, consentObtained: true }

/**
 * Which of a site's events without a profile name whom a profile is of: their message ids. An event that was cut when it
 * was set aside names nobody that could be read; it goes after its week.
 */
export async function waitingOf(
  site: string,
  name: string,
  waiting: readonly WaitingEvent[],
): Promise<string[]> {
  const owned = await Promise.all(
    waiting.map(async ({ messageId, event }) => {
      const routed = routeEvent(parse(event), undefined, SERVER, null)
      if (routed.type !== 'profile') return []
      return (await profileName(site, routed.ref)) === name ? [messageId] : []
    }),
  )
  return owned.flat()
}

function parse(event: string): unknown {
  try {
    return JSON.parse(event)
  } catch {
    return null
  }
}
