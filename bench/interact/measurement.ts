import { performance } from 'node:perf_hooks'
import { readCpuMicros } from './cpu-time.ts'
import { drive, type Lane } from './drive.ts'
import type { MeasuredWorker } from './measured-worker.ts'

/** What one round of one workload cost. */
export interface Measurement {
  /** CPU time of workerd a call. */
  readonly cpuMicros: number
  readonly callsASecond: number
}

export async function measure(
  worker: MeasuredWorker,
  lanes: readonly Lane[],
  eventsACall: number,
): Promise<Measurement> {
  const calls = lanes.reduce((sum, bodies) => sum + bodies.length, 0)
  const cpuBefore = await readCpuMicros(worker.pid)
  const startedAt = performance.now()
  await drive(worker.url, lanes, eventsACall)
  const seconds = (performance.now() - startedAt) / 1000
  return {
    cpuMicros: ((await readCpuMicros(worker.pid)) - cpuBefore) / calls,
    callsASecond: calls / seconds,
  }
}
