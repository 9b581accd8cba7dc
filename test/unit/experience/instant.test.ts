import { describe, expect, test } from 'vitest'
import { parseInstant } from '../../../shared/experience/instant.ts'

const iso = (text: string, timezone = 'UTC') => {
  const instant = parseInstant(text, timezone)
  return instant === null ? null : new Date(instant).toISOString()
}

describe('an instant of a schedule', () => {
  test('[DEC7] is wall-clock time in the zone of the site, in summer and winter', () => {
    expect(iso('2026-12-24T18:00', 'Europe/Berlin')).toBe('2026-12-24T17:00:00.000Z')
    expect(iso('2026-07-01T18:00', 'Europe/Berlin')).toBe('2026-07-01T16:00:00.000Z')
    expect(iso('2026-07-01T18:00:30', 'Asia/Kathmandu')).toBe('2026-07-01T12:15:30.000Z')
    expect(iso('2026-01-01T00:00', 'Pacific/Kiritimati')).toBe('2025-12-31T10:00:00.000Z')
    expect(iso('2026-01-01T00:00', 'America/Los_Angeles')).toBe('2026-01-01T08:00:00.000Z')
  })

  test('[DEC7] has the offset that is written, where one is', () => {
    expect(iso('2026-12-24T18:00Z', 'Europe/Berlin')).toBe('2026-12-24T18:00:00.000Z')
    expect(iso('2026-12-24T18:00-03:30', 'Europe/Berlin')).toBe('2026-12-24T21:30:00.000Z')
  })

  test('[DEC7] that a clock change skips is read as if the clock had not changed yet', () => {
    expect(iso('2026-03-29T02:30', 'Europe/Berlin')).toBe('2026-03-29T01:30:00.000Z')
    expect(iso('2026-03-08T02:30', 'America/New_York')).toBe('2026-03-08T07:30:00.000Z')
  })

  test('[DEC7] that occurs twice is the first of the two', () => {
    expect(iso('2026-10-25T02:30', 'Europe/Berlin')).toBe('2026-10-25T00:30:00.000Z')
    expect(iso('2026-11-01T01:30', 'America/New_York')).toBe('2026-11-01T05:30:00.000Z')
  })

  test.each([
    '2026-12-24',
    '2026-02-30T00:00',
    '2026-12-24T24:00',
    '2026-12-24T10:60',
    'tomorrow',
    '24.12.2026',
    '',
  ])('[DEC7] %j is none', (text) => {
    expect(iso(text)).toBeNull()
  })
})
