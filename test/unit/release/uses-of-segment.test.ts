import { expect, test } from 'vitest'
import { foundationsOfSegment } from '../../../shared/release/foundations-of-segment.ts'
import { usesOfSegment } from '../../../shared/release/uses-of-segment.ts'

test('[CON53] a segment is used by the rules that ask for it and the audiences that it is', () => {
  const asks = { kind: 'segment', id: 'vip', is: 'out' }
  const site = {
    segments: [
      { id: 'vip', name: 'VIP', when: asks },
      { id: 'deep', name: 'Deep', when: { all: [{ kind: 'asOf', holds: { not: asks } }] } },
      { id: 'leaves', name: '', when: { all: [] }, exit: { when: { any: [asks] } } },
      { id: 'other', name: 'Other', when: { kind: 'segment', id: 'others', is: 'in' } },
      { id: 'named', name: 'vip', when: { kind: 'event', event: 'vip', where: { 'properties.id': 'vip' } } },
    ],
    experiences: [
      { id: 'hero', name: 'Hero', audience: { segment: 'vip' } },
      { id: 'rule', audience: { when: { any: [asks] } } },
      { id: 'all', slot: 'vip' },
      null,
    ],
  }
  expect(usesOfSegment(site, 'vip')).toEqual([
    { kind: 'segments', id: 'deep', name: 'Deep' },
    { kind: 'segments', id: 'leaves', name: 'leaves' },
    { kind: 'experiences', id: 'hero', name: 'Hero' },
    { kind: 'experiences', id: 'rule', name: 'rule' },
  ])
  expect(usesOfSegment({ segments: 'none' }, 'vip')).toEqual([])
})

test('[CON53] a segment rests on the segments and the computed traits that its rules read', () => {
  const site = {
    segments: [{ id: 'vip', name: 'VIP' }],
    computedTraits: [{ id: 'orders', name: 'Number of orders' }, { id: 'unread' }],
  }
  const segment = {
    id: 'it',
    name: 'computed.unread',
    when: {
      all: [{ kind: 'segment', id: 'vip', is: 'in' }, { not: { kind: 'segment', id: 'gone', is: 'in' } }],
    },
    exit: { when: { kind: 'profile', where: { $or: [{ 'computed.orders': { $gte: 3 } }] } } },
  }
  expect(foundationsOfSegment(site, segment)).toEqual([
    { kind: 'segments', id: 'vip', name: 'VIP' },
    { kind: 'segments', id: 'gone', name: 'gone' },
    { kind: 'computedTraits', id: 'orders', name: 'Number of orders' },
  ])
  expect(foundationsOfSegment({}, {})).toEqual([])
})
