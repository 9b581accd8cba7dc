import { expect, test } from 'vitest'
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
