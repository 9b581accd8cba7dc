import { useSyncExternalStore } from 'react'

const EVERY_MS = 15_000

let now = Date.now()
const listeners = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | undefined

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  if (timer === undefined) {
    // it stood still while nobody looked
    now = Date.now()
    timer = setInterval(() => {
      now = Date.now()
      for (const tell of listeners) tell()
    }, EVERY_MS)
  }
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}

/** The time, in epoch milliseconds, to within a quarter of a minute: one clock for all that say how long ago. */
export const useNow = (): number => useSyncExternalStore(subscribe, () => now)
