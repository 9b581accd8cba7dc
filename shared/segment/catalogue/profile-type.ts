import type { Catalogue } from './catalogue.ts'
import { CAMPAIGN, SESSION, traitsType } from './event-type.ts'
import type { ComputedAggregation, ComputedTrait } from '../computed-trait.ts'
import type { ValueMembers } from './value-type.ts'
import { ANY, type ObjectType, readMembers, type Type } from './type.ts'

const CONSENT = ['unknown', 'denied', 'granted']

const TOUCH = {
  at: 'date',
  channel: 'string',
  source: 'string',
  medium: 'string',
  campaign: 'string',
  referrer: 'string',
  landingPage: 'string',
} satisfies ValueMembers

/** What the edge derives from a request, and from the events of a device. */
const FACTS = {
  geo: readMembers(
    {
      country: 'string',
      region: 'string',
      regionCode: 'string',
      city: 'string',
      continent: 'string',
      timezone: 'string',
      lat: 'number',
      lon: 'number',
    },
    true,
  ),
  device: readMembers({ class: ['mobile', 'tablet', 'desktop', 'unknown'], locale: 'string' }, true),
  campaign: readMembers(
    { ...CAMPAIGN, id: 'string', click: 'string', clickId: 'string', channel: 'string' },
    true,
  ),
  referrer: readMembers({ class: 'string', domain: 'string', source: 'string' }, true),
  touch: readMembers({ first: TOUCH, last: TOUCH }, true),
  identity: readMembers({ unit: 'string' }, true),
  session: readMembers({ ...SESSION, isActive: 'boolean', startedAt: 'date' }),
  consent: readMembers({ analytics: CONSENT, personalization: CONSENT, advertising: CONSENT }, true),
} satisfies Readonly<Record<string, Type>>

/** What is known of a visitor, as the `where` of a profile condition sees it. */
export function profileType(catalogue: Catalogue, computedTraits: readonly ComputedTrait[]): ObjectType {
  return {
    kind: 'object',
    members: new Map<string, Type>([
      ...Object.entries(FACTS),
      ['traits', traitsType(catalogue)],
      ['computed', computedType(computedTraits)],
    ]),
    isOpen: true,
  }
}

function computedType(computedTraits: readonly ComputedTrait[]): ObjectType {
  return {
    kind: 'object',
    members: new Map(computedTraits.map(({ id, agg = 'count' }) => [id, aggregateType(agg)])),
    isOpen: true,
  }
}

function aggregateType(agg: ComputedAggregation): Type {
  if (agg === 'count' || 'sum' in agg || 'avg' in agg || 'min' in agg || 'max' in agg)
    return { kind: 'number' }
  return 'distinct' in agg ? { kind: 'list', of: ANY } : ANY
}
