import type { JsonObject } from '../../shared/json.ts'

const PARAMETERS = {
  source: 'utm_source',
  medium: 'utm_medium',
  name: 'utm_campaign',
  term: 'utm_term',
  content: 'utm_content',
}

/** The campaign in a page's address, in Segment's words; null when it names none. */
export function campaignOf(pageUrl: string): JsonObject | null {
  if (!pageUrl.includes('utm_') || !URL.canParse(pageUrl)) return null
  const query = new URL(pageUrl).searchParams
  const campaign: Record<string, string> = {}
  for (const [member, parameter] of Object.entries(PARAMETERS)) {
    const value = query.get(parameter)?.trim()
    if (value) campaign[member] = member === 'source' || member === 'medium' ? value.toLowerCase() : value
  }
  return Object.keys(campaign).length > 0 ? campaign : null
}
