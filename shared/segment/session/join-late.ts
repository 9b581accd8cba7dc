import type { ProfileEvent } from '../../event/profile-event.ts'
import { countIn, countsAnywhere } from './count-in.ts'
import { deviceOf } from './device-of.ts'
import { isOtherCampaign } from './is-other-campaign.ts'
import type { Sessions } from './sessions.ts'

/** A session that an event joined, and whether it is the newest of it. */
export interface Joined {
  readonly session: number
  readonly isNewest: boolean
}

/**
 * Lets an event join an open session (changes it) where that is all it does, though it comes late: it is not its session's
 * first, and no session begins, ends or has another number by it. So it is with events of a device that cross each other
 * on their way.
 *
 * @returns Null: the event may do more, and nothing was changed.
 */
export function joinLate({ open }: Sessions, event: ProfileEvent): Joined | null {
  const device = deviceOf(event)
  const session = open.find((candidate) => candidate.device === device)
  if (!session || event.at <= session.startedAt || isOtherCampaign(session, event)) return null
  // Which of two events of one instant is the newer only the log knows.
  if (open.some(({ lastAt }) => lastAt === event.at)) return null
  const isNewest = event.at > session.lastAt
  if (!isNewest && !countsAnywhere(session, event)) return null
  countIn(session, event)
  if (isNewest) {
    open.splice(open.indexOf(session), 1)
    const place = open.findIndex(({ lastAt }) => lastAt > event.at)
    open.splice(place === -1 ? open.length : place, 0, session)
  }
  return { session: session.number, isNewest }
}
