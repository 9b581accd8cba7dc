import { describeValue, toPointer, type Issue } from '../problem/index.ts'
import { checkUnique } from './check-unique.ts'
import type { SiteConfig } from './site-config.ts'

const ORIGIN = /^(https?):\/\/(\[[0-9a-f:.]+\]|[a-z0-9.-]+)(?::(\d{1,5}))?$/
const DEFAULT_PORTS: Readonly<Record<string, string>> = { http: '80', https: '443' }

/** Checks what a site says of itself: origins, keys, goals. */
export function checkSite(site: SiteConfig): Issue[] {
  return [
    ...site.origins.flatMap((origin, index) => checkOrigin(origin, toPointer(['origins', index]))),
    ...checkUnique(site.locales ?? [], 'a language', (index) => ['locales', index]),
    ...checkUnique(site.origins, 'an origin', (index) => ['origins', index]),
    ...site.writeKeys.flatMap(({ key }, index) =>
      checkKey(key, site.id, toPointer(['writeKeys', index, 'key'])),
    ),
    ...checkUndeclaredEvents(site),
    ...checkUnique(
      site.writeKeys.map(({ key }) => key),
      'a key',
      (index) => ['writeKeys', index, 'key'],
    ),
    ...checkUnique(
      site.goals.map(({ id }) => id),
      'an id',
      (index) => ['goals', index, 'id'],
    ),
    ...site.goals.flatMap(({ value }, index) => checkGoalValue(value, toPointer(['goals', index, 'value']))),
  ]
}

/** Browsers send an origin in one spelling only; any other would never match. */
function checkOrigin(origin: string, pointer: string): Issue[] {
  const match = ORIGIN.exec(origin)
  const [, scheme = '', host = '', port] = match ?? []
  if (match !== null && port === undefined) return []
  if (match !== null && Number(port) <= 65_535 && port !== DEFAULT_PORTS[scheme]) return []
  const rest = /^\s*(https?:\/\/[^/?#\s]+)/i.exec(origin)?.[1]?.toLowerCase()
  const suggestion = match === null ? rest : `${scheme}://${host}`
  const expected = 'an exact origin, as browsers send it: scheme, host and a port that is not the usual one'
  const isUseful = suggestion !== undefined && suggestion !== origin && !suggestion.includes('*')
  return [
    {
      pointer,
      found: describeValue(origin),
      expected: isUseful ? `${expected}; did you mean ${JSON.stringify(suggestion)}?` : expected,
    },
  ]
}

function checkUndeclaredEvents({ undeclaredEvents, catalogue }: SiteConfig): Issue[] {
  if (undeclaredEvents !== 'quarantine' || catalogue?.events !== undefined) return []
  const expected = 'events in "catalogue" to hold them against'
  return [{ pointer: '/undeclaredEvents', found: '"quarantine"', expected }]
}

function checkKey(key: string, site: string, pointer: string): Issue[] {
  const prefix = `ewk_${site}_`
  if (key.startsWith(prefix)) return []
  const owner = key.split('_')[1] ?? ''
  return [
    {
      pointer,
      found: `${JSON.stringify(key)}, a key of the site ${JSON.stringify(owner)}`,
      expected: `a key of this site, that begins with ${JSON.stringify(prefix)}`,
    },
  ]
}

function checkGoalValue(value: string | undefined, pointer: string): Issue[] {
  if (value === undefined || /^properties(\.[^.]+)+$/.test(value)) return []
  return [
    {
      pointer,
      found: JSON.stringify(value),
      expected: 'a path into the event, such as "properties.revenue"',
    },
  ]
}
