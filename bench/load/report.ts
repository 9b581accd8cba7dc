import type { Machine } from '../interact/machine.ts'
import { markdownTable } from '../interact/markdown-table.ts'
import type { Figures } from './figures.ts'

export function formatReport(
  { cpu, memoryGb, kernel, node, load, commit, date }: Machine,
  options: { readonly visitors: number; readonly connections: number },
  results: readonly Figures[],
): string {
  const { visitors, connections } = options
  return [
    `${date}, commit ${commit}; ${cpu}, ${memoryGb} GB, ${kernel}, Node ${node}, load before ${load}.`,
    `${visitors} visitors, ${connections} connections, 1 to 10 events a call, one call in twenty sent again.`,
    '',
    markdownTable([
      ['state on', 'calls', 'events', 'calls/s', 'p50 ms', 'p95 ms', 'p99 ms', 'most ms', 'CPU µs a call'],
      ...results.map(({ storage, calls, events, callsASecond, latencyMs, cpuMicros }) => [
        storage,
        String(calls),
        String(events),
        callsASecond.toFixed(0),
        ...Object.values(latencyMs).map((ms) => ms.toFixed(1)),
        cpuMicros.toFixed(0),
      ]),
    ]),
    '',
    markdownTable([
      ['state on', 'acknowledged and lost', 'doubled', 'unknown', 'miscounted visitors', 'sums'],
      ...results.map(({ storage, findings: { lost, doubled, unknown, miscounted, sumsDiffer } }) => [
        storage,
        ...[lost, doubled, unknown, miscounted].map(String),
        sumsDiffer ? 'differ' : 'agree',
      ]),
    ]),
  ].join('\n')
}
