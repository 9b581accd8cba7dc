import type { Case } from './case.ts'

/** Epoch milliseconds of this century's instants; numbers of other kinds are far away from them. */
const EARLIEST = Date.UTC(2000, 0)
const LATEST = Date.UTC(2100, 0)
const DATE = /^\d{4}-\d{2}-\d{2}(T[\d:.]+Z)?$/

/** The same life so much later: every instant in events, rules and steps moves, dates without a time by whole days. */
export function shiftCase(input: Case, byMs: number): Case {
  return shift(input, byMs) as Case
}

function shift(value: unknown, byMs: number): unknown {
  if (typeof value === 'number') return value >= EARLIEST && value < LATEST ? value + byMs : value
  if (typeof value === 'string') {
    if (!DATE.test(value)) return value
    return new Date(Date.parse(value) + byMs).toISOString().slice(0, value.length === 10 ? 10 : undefined)
  }
  if (Array.isArray(value)) return value.map((item: unknown) => shift(item, byMs))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, shift(member, byMs)]))
}
