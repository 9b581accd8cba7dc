import { aDuration, aNumber, aSegment, aText, aTrait } from './blanks.ts'
import { template, type SegmentTemplate } from './template.ts'

/** Who somebody is, and where. */
export const CIRCLE: readonly SegmentTemplate[] = [
  template({
    id: 'long-time-member',
    name: 'Members of long standing',
    phrase: 'In another segment for at least {for}',
    blanks: { segment: aSegment('The segment'), for: aDuration('For at least', 'P7D') },
    rule: ({ segment, for: duration }) => ({
      when: { kind: 'segment', id: segment, is: 'in', for: duration },
    }),
  }),
  template({
    id: 'share',
    name: 'A share of all visitors',
    phrase: '{percent} % of all, always the same ones',
    blanks: { percent: aNumber('Per cent', 50), seed: aText('Drawn by', 'half') },
    rule: ({ percent, seed }) => ({ when: { kind: 'bucket', seed, range: [0, percent / 100] } }),
  }),
  template({
    id: 'near',
    name: 'Near a place',
    phrase: 'Within {km} km of a point',
    blanks: {
      lat: aNumber('Latitude', 47.3769),
      lon: aNumber('Longitude', 8.5417),
      km: aNumber('Kilometres', 50),
    },
    rule: ({ lat, lon, km }) => ({ when: { kind: 'profile', where: { geo: { $near: { lat, lon, km } } } } }),
  }),
  template({
    id: 'birthday',
    name: 'Birthday soon',
    phrase: 'Birthday within the next {window}',
    blanks: { trait: aTrait('The date of birth', 'traits.birthdate'), window: aDuration('Within', 'P7D') },
    rule: ({ trait, window }) => ({
      when: { kind: 'profile', where: { [trait]: { $anniversaryIn: window } } },
    }),
  }),
]
