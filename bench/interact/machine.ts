import { execFileSync } from 'node:child_process'
import { cpus, loadavg, release, totalmem } from 'node:os'

/** Where and when numbers were measured, and of what. */
export interface Machine {
  readonly cpu: string
  readonly memoryGb: number
  readonly kernel: string
  readonly node: string
  /** The load average of the minute before: other work on the machine. */
  readonly load: number
  readonly commit: string
  readonly date: string
}

export function describeMachine(now: number): Machine {
  const processors = cpus()
  const git = (...args: string[]): string => execFileSync('git', args, { encoding: 'utf8' }).trim()
  const changed = git('status', '--porcelain', '--', 'edge', 'shared', 'wrangler.toml') !== ''
  return {
    cpu: `${processors.length} × ${processors[0]?.model ?? 'unknown'}`,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    kernel: `Linux ${release()}`,
    node: process.version,
    load: Math.round(loadavg()[0]! * 100) / 100,
    commit: git('rev-parse', '--short', 'HEAD') + (changed ? ' with changes' : ''),
    date: new Date(now).toISOString().slice(0, 10),
  }
}
