/** The zones that this browser knows, by their IANA names. */
export const TIMEZONES = ['UTC', ...Intl.supportedValuesOf('timeZone')]
  .filter((zone, index, all) => all.indexOf(zone) === index)
  .map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') }))
