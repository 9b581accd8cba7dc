import type { ProfileEvent } from '../../shared/event/index.ts'
import type { JsonObject } from '../../shared/json.ts'
import type { Enrich } from '../../shared/traffic/index.ts'
import { pageCampaign } from './page-campaign.ts'

/** An event with the campaign that its page's address names, where it names none itself: a session is cut by it. */
export function withCampaign(event: ProfileEvent, enrich: Enrich): ProfileEvent {
  const { context } = event
  // `as`: whatever JSON it is, a member of it is JSON or nothing
  const url = (context?.['page'] as JsonObject | null | undefined)?.['url']
  if (!enrich.campaign || typeof url !== 'string' || context?.['campaign'] != null) return event
  // An event is kept for long: what a network knows its visitor by stays out of it
  const campaign = pageCampaign(url, enrich, false)
  return campaign ? { ...event, context: { ...context, campaign: { ...campaign } } } : event
}
