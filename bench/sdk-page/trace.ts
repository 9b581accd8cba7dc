/** An event of Chromium's trace; times are microseconds. */
interface TraceEvent {
  readonly name: string
  readonly ph: string
  readonly pid: number
  readonly tid: number
  readonly ts: number
  readonly dur?: number
  /** The thread's own time: what other work on the machine took is not in it. */
  readonly tdur?: number
  readonly args?: {
    readonly data?: { readonly url?: string; readonly fileName?: string; readonly documentLoaderURL?: string }
  }
}

/** What a page's main thread did, in milliseconds of its own time. */
export interface MainThread {
  /** All tasks. */
  readonly totalMs: number
  /** Reading and running scripts of these addresses for the first time. */
  readonly evaluationMs: number
  /** The longest task in which one of these scripts ran. */
  readonly longestOwnTaskMs: number
}

/** The categories that `readTrace` needs. */
export const TRACE_CATEGORIES = [
  'toplevel',
  'devtools.timeline',
  'v8',
  'v8.execute',
  'disabled-by-default-v8.compile',
  'blink.user_timing',
]

const EVALUATING = new Set(['EvaluateScript', 'v8.compile', 'v8.compileModule', 'v8.evaluateModule'])

/** Reads what the page at an address did from a trace. */
export function readTrace(trace: Buffer, address: string, isOwnScript: (url: string) => boolean): MainThread {
  // `as`: the format of Chromium's traces
  const { traceEvents } = JSON.parse(trace.toString()) as { readonly traceEvents: readonly TraceEvent[] }
  const start = traceEvents.find(
    ({ name, args }) => name === 'navigationStart' && args?.data?.documentLoaderURL?.startsWith(address),
  )
  if (!start) throw new Error(`The trace has no navigation to ${address}`)
  const events = traceEvents
    .filter(({ pid, tid, ph, ts }) => pid === start.pid && tid === start.tid && ph === 'X' && ts >= start.ts)
    .toSorted((a, b) => a.ts - b.ts)
  const timeOf = ({ tdur, dur }: TraceEvent): number => (tdur ?? dur ?? 0) / 1_000
  const urlOf = ({ args }: TraceEvent): string => args?.data?.url ?? args?.data?.fileName ?? ''
  const tasks = outermost(
    events.filter(({ name }) => name === 'RunTask' || name === 'ThreadControllerImpl::RunTask'),
  )
  const own = events.filter((event) => isOwnScript(urlOf(event)))
  const ownTasks = tasks.filter(({ ts, dur = 0 }) =>
    own.some((event) => event.ts >= ts && event.ts < ts + dur),
  )
  return {
    totalMs: sum(tasks.map(timeOf)),
    evaluationMs: sum(outermost(own.filter(({ name }) => EVALUATING.has(name))).map(timeOf)),
    longestOwnTaskMs: Math.max(0, ...ownTasks.map(timeOf)),
  }
}

/** Those that are inside no other of them; they come in their order. */
function outermost(events: readonly TraceEvent[]): readonly TraceEvent[] {
  let end = -Infinity
  return events.filter(({ ts, dur = 0 }) => {
    if (ts < end) return false
    end = ts + dur
    return true
  })
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)
