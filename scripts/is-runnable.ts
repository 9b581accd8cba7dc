import { constants } from 'node:fs'
import { access } from 'node:fs/promises'
import { runCommand } from './run-command.ts'

/** Whether a program can be started: some systems have a script of that name which only says how to install it. */
export async function isRunnable(path: string, probe = '--version'): Promise<boolean> {
  try {
    await access(path, constants.X_OK)
    return (await runCommand(path, [probe])).ok
  } catch {
    return false
  }
}
