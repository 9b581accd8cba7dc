import type { Catalogue } from './catalogue.ts'
import { type ObjectType, readMembers, type Type } from './type.ts'
import type { ValueMembers } from './value-type.ts'

const PAGE = {
  url: 'string',
  path: 'string',
  referrer: 'string',
  search: 'string',
  title: 'string',
} satisfies ValueMembers

/** What an address says of the campaign that led to it. */
export const CAMPAIGN = {
  source: 'string',
  medium: 'string',
  name: 'string',
  term: 'string',
  content: 'string',
} satisfies ValueMembers

/** What is told of a session at its ends. */
export const SESSION = {
  number: 'number',
  pages: 'number',
  engagedMs: 'number',
  channel: 'string',
  campaign: 'object',
  landingPage: 'string',
} satisfies ValueMembers

/** Events that exist without being declared, and what they are known to carry. */
const STANDARD_EVENTS: Readonly<Record<string, ValueMembers>> = {
  'Page Viewed': { ...PAGE, name: 'string' },
  'Screen Viewed': { name: 'string' },
  'Page Engaged': { seconds: 'number' },
  'Page Scrolled': { percent: 'number' },
  'Outbound Link Clicked': { url: 'string' },
  'Experience Viewed': { slot: 'string', experience: 'string', variant: 'string', release: 'number' },
  'Score Updated': { model: 'string', output: 'string', value: 'number' },
  'Session Started': SESSION,
  'Session Ended': SESSION,
}

const EVENT_TYPE: Type = {
  kind: 'enum',
  values: ['track', 'page', 'screen', 'identify', 'group', 'alias'],
}
/** Segment's fields that rules ask about; clients send more. */
const CONTEXT: Type = {
  kind: 'object',
  members: new Map<string, Type>([
    ['page', readMembers(PAGE, true)],
    ['campaign', readMembers(CAMPAIGN, true)],
    ...readMembers({ locale: 'string', timezone: 'string', userAgent: 'string', channel: 'string' }).members,
  ]),
  isOpen: true,
}

/** The names of the events that there are; null: any may come. */
export function eventNames({ events }: Catalogue): readonly string[] | null {
  return events ? [...new Set([...Object.keys(events), ...Object.keys(STANDARD_EVENTS)])] : null
}

/** What an event of a name is, as a `where` sees it. Of `'*'` only that is known which all events have. */
export function eventType(name: string, catalogue: Catalogue): ObjectType {
  return {
    kind: 'object',
    members: new Map<string, Type>([
      ['type', EVENT_TYPE],
      ['name', { kind: 'string' }],
      ['channel', { kind: 'string' }],
      ['timestamp', { kind: 'date' }],
      ['userId', { kind: 'string' }],
      ['context', CONTEXT],
      ['traits', traitsType(catalogue)],
      ['properties', propertiesType(name, catalogue)],
    ]),
    isOpen: true,
  }
}

/** What traits hold. */
export function traitsType({ traits }: Catalogue): ObjectType {
  return readMembers(traits ?? {}, traits === undefined)
}

function propertiesType(name: string, { events }: Catalogue): ObjectType {
  const standard = Object.hasOwn(STANDARD_EVENTS, name) ? STANDARD_EVENTS[name] : undefined
  const declared = events && Object.hasOwn(events, name) ? events[name]?.properties : undefined
  return readMembers({ ...standard, ...declared }, declared === undefined)
}
