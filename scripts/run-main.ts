import { UserError } from './user-error.ts'

/** Runs a script's body; a `UserError` ends it with its message alone, a bug with its stack. */
export async function runMain(main: () => Promise<void>): Promise<void> {
  try {
    await main()
  } catch (error) {
    console.error(error instanceof UserError ? error.message : error)
    // not `exitCode`: servers and sockets that a failed start left behind would keep the process alive
    process.exit(1)
  }
}
