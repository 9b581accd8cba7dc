import type { Machine } from '../interact/machine.ts'
import { markdownTable } from '../interact/markdown-table.ts'
import type { Findings } from './audit.ts'
import type { Load } from './run-load.ts'

/** A load on one kind of storage, and what its audit found. */
export interface AuditedLoad {
  readonly storage: 'tmpfs' | 'disk'
  readonly load: Load
  /** CPU time of workerd a call. */
  readonly cpuMicros: number
  readonly findings: Findings
}

export function formatReport(
  { cpu, memoryGb, kernel, node, load, commit, date }: Machine,
  options: { readonly visitors: number; readonly connections: number },
  results: readonly AuditedLoad[],
): string {
  const { visitors, connections } = options
  return [
    `${date}, commit ${commit}; ${cpu}, ${memoryGb} GB, ${kernel}, Node ${node}, load before ${load}.`,
    `${visitors} visitors, ${connections} connections, 1 to 10 events a call, one call in twenty sent again.`,
    '',
    markdownTable([
      ['state on', 'calls', 'events', 'calls/s', 'p50 ms', 'p95 ms', 'p99 ms', 'most ms', 'CPU µs a call'],
      ...results.map(({ storage, load: { witnesses, seconds, latencies }, cpuMicros }) => [
        storage,
        String(latencies.length),
        String(witnesses.reduce((sum, { acknowledged }) => sum + acknowledged.size, 0)),
        (latencies.length / seconds).toFixed(0),
        ...[0.5, 0.95, 0.99, 1].map((share) => percentile(latencies, share).toFixed(1)),
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

export function isClean({ lost, doubled, unknown, miscounted, sumsDiffer }: Findings): boolean {
  return lost + doubled + unknown + miscounted === 0 && !sumsDiffer
}

/** The value below which a share of ascending values lies. */
function percentile(ascending: readonly number[], share: number): number {
  const place = Math.ceil(share * ascending.length) - 1
  return ascending[Math.max(0, place)] ?? Number.NaN
}
