import { describeValue } from '../../../problem/index.ts'
import type { ImportReport, Place } from '../import-report.ts'

/** What PostHog's script sends with each event, where Segment's clients and ours put it. */
const OF_EVENTS: Readonly<Record<string, string>> = {
  $current_url: 'context.page.url',
  $pathname: 'context.page.path',
  $referrer: 'context.page.referrer',
  $title: 'context.page.title',
}
/** What PostHog derives of a person, where the edge derives the same. */
const OF_PERSONS: Readonly<Record<string, string>> = {
  $geoip_country_code: 'geo.country',
  $geoip_subdivision_1_code: 'geo.regionCode',
  $geoip_city_name: 'geo.city',
  $geoip_continent_code: 'geo.continent',
  $geoip_time_zone: 'geo.timezone',
}

/** Where a property of an event or of a person is read here. */
export function propertyPath(
  of: 'event' | 'person',
  key: unknown,
  place: Place,
  report: ImportReport,
): string | null {
  if (typeof key !== 'string' || key === '') {
    return report.refuse(place, describeValue(key), 'a property has a name', 'its name')
  }
  if (key.includes('.')) {
    return report.refuse(
      place,
      JSON.stringify(key),
      'a dot leads into an object here, and PostHog means a property with a dot in its name',
      'the property under a name without a dot',
    )
  }
  const known = of === 'event' ? OF_EVENTS : OF_PERSONS
  if (Object.hasOwn(known, key)) {
    const path = known[key] ?? null
    report.note(place, key, `${key} is read at ${path}`)
    return path
  }
  const path = of === 'event' ? `properties.${key}` : `traits.${key}`
  if (key.startsWith('$')) {
    report.note(
      place,
      key,
      `${key} is read at ${path}: PostHog fills it by itself, here your ${of === 'event' ? 'events' : 'identify calls'} must carry it`,
    )
  }
  return path
}
