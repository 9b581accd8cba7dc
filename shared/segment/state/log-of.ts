import type { LogReader } from '../log-reader.ts'
import type { Runtime } from './runtime.ts'

/** The log of a call that may change the state. */
export function logOf({ log }: Runtime): LogReader {
  if (!log) throw new Error('the log was asked for in a call that only reads')
  return log
}
