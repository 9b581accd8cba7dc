import type { Window } from '../window/window.ts'
import { describeDuration } from './describe-duration.ts'

/** A window as the end of a clause, with a space before it; nothing for all of the past. */
export function describeWindow(window: Window): string {
  if (window === 'ever') return ''
  if (typeof window === 'string') return ` in the last ${describeDuration(window)}`
  if ('between' in window) {
    const [from, to] = window.between
    return ` between ${describeDuration(from)} and ${describeDuration(to)} ago`
  }
  if ('from' in window)
    return window.to === undefined ? ` since ${window.from}` : ` from ${window.from} until ${window.to}`
  if ('session' in window) return ' in this session'
  const { calendar, offset = 0 } = window
  if (offset === 0) return calendar === 'day' ? ' today' : ` this ${calendar}`
  if (offset === -1) return calendar === 'day' ? ' yesterday' : ` last ${calendar}`
  return ` ${-offset} ${calendar}s ago`
}
