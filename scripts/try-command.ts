import { runCommand } from './run-command.ts'

/** Runs a command that may be missing or refuse; answers its last line when it failed, else null. */
export async function tryCommand(command: string, args: readonly string[]): Promise<string | null> {
  try {
    const { ok, output } = await runCommand(command, args, { env: { DEBIAN_FRONTEND: 'noninteractive' } })
    return ok ? null : lastLine(output)
  } catch (error) {
    return (error as Error).message
  }
}

const lastLine = (text: string): string =>
  text
    .trim()
    .split('\n')
    .filter((line) => !/^\s+at /.test(line))
    .at(-1) ?? ''
