import { spawn } from 'node:child_process'
import { inRepository } from './repository.ts'

export interface CommandResult {
  readonly ok: boolean
  /** What it said on both streams, in order. */
  readonly output: string
}

/**
 * Runs a command in the repository's root and waits for its end. Tools of `node_modules/.bin` are found first, and so
 * is the Node that comes with them.
 */
export function runCommand(
  command: string,
  args: readonly string[],
  options: { readonly onOutput?: (text: string) => void; readonly env?: NodeJS.ProcessEnv } = {},
): Promise<CommandResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: inRepository(),
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        PATH: `${inRepository('node_modules', '.bin')}:${process.env['PATH'] ?? ''}`,
        ...options.env,
      },
    })
    let output = ''
    const take = (text: string): void => {
      output += text
      options.onOutput?.(text)
    }
    child.stdout.setEncoding('utf8').on('data', take)
    child.stderr.setEncoding('utf8').on('data', take)
    child.on('error', reject)
    child.on('close', (code) => resolve({ ok: code === 0, output }))
  })
}
