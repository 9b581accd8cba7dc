import type { Json } from '../json.ts'
import { isSameJson } from '../same-json.ts'
import type { Outcome } from '../experience/forecast/read-forecast.ts'
import type { SiteConfig } from './site-config.ts'

/** Tells of an outcome that is in both documents whether it shows something else in the second. */
export function editedContent(
  before: SiteConfig,
  after: SiteConfig,
): (slot: string, outcome: Outcome) => boolean {
  return (slot, { experience, variant }) => {
    const was = shownBy(before, slot, experience, variant)
    // `as`: a site document is JSON
    return was !== undefined && !isSameJson(was as Json, shownBy(after, slot, experience, variant) as Json)
  }
}

/** All that makes what an outcome shows; undefined where there is none. */
function shownBy(
  { slots, experiences }: SiteConfig,
  slotId: string,
  experienceId: string | null,
  variantId: string | null,
): unknown {
  const slot = slots.find(({ id }) => id === slotId)
  const variant = experiences
    .find(({ id }) => id === experienceId)
    ?.variants.find(({ id }) => id === variantId)
  if (slot === undefined || (variantId !== null && variant === undefined)) return undefined
  const { fields, template, translations } = slot
  if (variant === undefined || variant.fields === null) return { default: slot.default, translations }
  return { fields, template, shown: variant.fields, translations: variant.translations }
}
