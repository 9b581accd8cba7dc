import { watch } from 'node:fs'
import { inRepository } from '../repository.ts'

// an editor writes a file in several steps, and a branch switch many files
const gatherMs = 50

/** Calls `then` after changes below a path: once for those that come together, and never while it still runs. */
export function onChange(path: string, then: () => Promise<void>): { stop(): void } {
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> = Promise.resolve()
  const watcher = watch(inRepository(path), { recursive: true }, () => {
    clearTimeout(timer)
    timer = setTimeout(() => {
      running = running.then(then)
    }, gatherMs)
  })
  return {
    stop: () => {
      clearTimeout(timer)
      watcher.close()
    },
  }
}
