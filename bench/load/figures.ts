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

/** What is said of an audited load. */
export interface Figures extends Pick<AuditedLoad, 'storage' | 'cpuMicros' | 'findings'> {
  readonly calls: number
  readonly events: number
  readonly callsASecond: number
  /** How long a call took, milliseconds: the value below which that share of them lies. */
  readonly latencyMs: Readonly<Record<'p50' | 'p95' | 'p99' | 'most', number>>
}

export function figuresOf({ load, ...rest }: AuditedLoad): Figures {
  const { witnesses, seconds, latencies } = load
  return {
    ...rest,
    calls: latencies.length,
    events: witnesses.reduce((sum, { acknowledged }) => sum + acknowledged.size, 0),
    callsASecond: latencies.length / seconds,
    latencyMs: {
      p50: percentile(latencies, 0.5),
      p95: percentile(latencies, 0.95),
      p99: percentile(latencies, 0.99),
      most: percentile(latencies, 1),
    },
  }
}

export function isClean({ lost, doubled, unknown, miscounted, sumsDiffer }: Findings): boolean {
  return lost + doubled + unknown + miscounted === 0 && !sumsDiffer
}

function percentile(ascending: readonly number[], share: number): number {
  return ascending[Math.max(0, Math.ceil(share * ascending.length) - 1)] ?? Number.NaN
}
