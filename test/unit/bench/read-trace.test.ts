import { expect, test } from 'vitest'
import { readTrace } from '../../../bench/sdk-page/trace.ts'

const page = { pid: 7, tid: 1 }
const address = 'http://localhost/page'
const own = { data: { url: 'http://localhost/ew.js' } }

/** A complete event of the page's main thread; milliseconds. */
const event = (name: string, at: number, ms: number, own: object = {}): object => ({
  ...page,
  ph: 'X',
  name,
  ts: at * 1_000,
  dur: ms * 1_000,
  ...own,
})

function read(...events: readonly object[]): ReturnType<typeof readTrace> {
  const start = {
    ...page,
    ph: 'R',
    name: 'navigationStart',
    ts: 0,
    args: { data: { documentLoaderURL: `${address}?a=1` } },
  }
  const trace = Buffer.from(JSON.stringify({ traceEvents: [start, ...events] }))
  return readTrace(trace, address, (url) => url.endsWith('.js'))
}

test('[RUN47] a task inside another counts once, and so does compiling inside evaluating', () => {
  const result = read(
    event('RunTask', 10, 30),
    event('RunTask', 12, 5),
    event('EvaluateScript', 15, 20, { args: own }),
    event('v8.compile', 16, 8, { args: own }),
    event('RunTask', 50, 4),
  )
  expect(result).toEqual({ totalMs: 34, evaluationMs: 20, longestOwnTaskMs: 30 })
})

test('[RUN47] the thread’s own time goes before the time on the clock', () => {
  const result = read(event('RunTask', 10, 30, { tdur: 12_000 }))
  expect(result.totalMs).toBe(12)
})

test('[RUN47] what other threads did, what was before, and scripts of the page itself are not counted', () => {
  const result = read(
    event('RunTask', 10, 30, { tid: 2 }),
    event('RunTask', -20, 5),
    event('RunTask', 60, 9),
    event('EvaluateScript', 61, 5, { args: { data: { url: address } } }),
  )
  expect(result).toEqual({ totalMs: 9, evaluationMs: 0, longestOwnTaskMs: 0 })
})

test('[RUN47] a trace of another page is refused', () => {
  const trace = Buffer.from(JSON.stringify({ traceEvents: [] }))
  expect(() => readTrace(trace, address, () => true)).toThrow(`no navigation to ${address}`)
})
