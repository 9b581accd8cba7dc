import type { ProfileEvent } from '../../event/profile-event.ts'
import { countIn } from './count-in.ts'
import { deviceOf } from './device-of.ts'
import { isOtherCampaign } from './is-other-campaign.ts'
import type { Sessions } from './sessions.ts'

/**
 * Lets an event join an open session (changes it) where that is all it does, though it comes late: it is its session's
 * newest, and no session begins, ends or has another number by it. So it is with events of a device that cross each other
 * on their way.
 *
 * @returns The number of the session; null: the event may do more, and nothing was changed.
 */
export function joinLate({ open }: Sessions, event: ProfileEvent): number | null {
  const device = deviceOf(event)
  const session = open.find((candidate) => candidate.device === device)
  if (!session || event.at <= session.lastAt || isOtherCampaign(session, event)) return null
  // Which of two events of one instant is the newer only the log knows.
  if (open.some(({ lastAt }) => lastAt === event.at)) return null
  countIn(session, event)
  open.splice(open.indexOf(session), 1)
  const place = open.findIndex(({ lastAt }) => lastAt > event.at)
  open.splice(place === -1 ? open.length : place, 0, session)
  return session.number
}
