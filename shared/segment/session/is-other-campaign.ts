import type { ProfileEvent } from '../../event/profile-event.ts'
import { canonicalJson } from '../../canonical-json.ts'
import { campaignOf } from './campaign-of.ts'
import type { OpenSession } from './sessions.ts'

/** Does an event name a campaign that is not its session's? */
export function isOtherCampaign({ campaign }: OpenSession, event: ProfileEvent): boolean {
  const named = campaignOf(event)
  return named !== null && canonicalJson(named) !== canonicalJson(campaign)
}
