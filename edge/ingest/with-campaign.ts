import type { ProfileEvent } from '../../shared/event/index.ts'
import type { JsonObject } from '../../shared/json.ts'
import { campaignOf } from './campaign.ts'

/** An event with the campaign that its page's address names, where it names none itself: a session is cut by it. */
export function withCampaign(event: ProfileEvent): ProfileEvent {
  const { context } = event
  // `as`: whatever JSON it is, a member of it is JSON or nothing
  const url = (context?.['page'] as JsonObject | null | undefined)?.['url']
  if (typeof url !== 'string' || context?.['campaign'] != null) return event
  const campaign = campaignOf(url)
  return campaign ? { ...event, context: { ...context, campaign } } : event
}
