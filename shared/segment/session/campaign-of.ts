import type { ProfileEvent } from '../../event/profile-event.ts'
import type { JsonObject } from '../../json.ts'
import { isObject } from '../where/is-object.ts'

/** The campaign that an event names in `context.campaign`; null: none. */
export function campaignOf({ context }: ProfileEvent): JsonObject | null {
  const campaign = context?.['campaign'] ?? null
  return isObject(campaign) && Object.keys(campaign).length > 0 ? campaign : null
}
