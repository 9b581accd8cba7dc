/** How long a tab waits for another's lock. A suspended tab keeps its lock, and must not silence the others. */
const PATIENCE_MS = 5_000

/**
 * Runs a task while no other tab of this origin runs one of the same name (Web Locks). Where there are no locks, or one
 * does not come free in time, the task runs all the same: receipts and message ids keep that harmless. `task` must not reject.
 */
export async function exclusively(name: string, task: () => Promise<void>): Promise<void> {
  try {
    await navigator.locks.request(name, { signal: AbortSignal.timeout(PATIENCE_MS) }, task)
  } catch {
    await task()
  }
}
