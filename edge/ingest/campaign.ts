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
  const start = pageUrl.indexOf('?')
  if (start === -1 || !pageUrl.includes('utm_', start)) return null
  const query = new URLSearchParams(pageUrl.slice(start).split('#', 1)[0])
  const campaign: Record<string, string> = {}
  for (const [member, parameter] of Object.entries(PARAMETERS)) {
    const value = query.get(parameter)?.trim()
    if (value) campaign[member] = member === 'source' || member === 'medium' ? value.toLowerCase() : value
  }
  return Object.keys(campaign).length > 0 ? campaign : null
}
