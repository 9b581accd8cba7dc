import { DatabaseSync } from 'node:sqlite'
import { UserError } from '../user-error.ts'

/**
 * Claims a state directory for this process: two workerds on the same databases would spoil them. SQLite's lock is the
 * kernel's, so it ends with the process however that ends, and no stale pid file can refuse a start.
 */
export function lockStateDirectory(lockFile: string): { release(): void } {
  const database = new DatabaseSync(lockFile)
  try {
    database.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE')
  } catch (cause) {
    database.close()
    throw new UserError(
      `Another server is using this state directory (${lockFile} is locked). Stop it, or choose another with --state.`,
      { cause },
    )
  }
  return { release: () => database.close() }
}
