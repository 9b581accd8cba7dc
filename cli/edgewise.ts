import { CliError } from './cli-error.ts'
import { parseCommand, USAGE, type Command } from './edgewise/arguments.ts'
import { diff } from './edgewise/diff.ts'
import { publish } from './edgewise/publish.ts'
import { pull } from './edgewise/pull.ts'
import { push } from './edgewise/push.ts'
import { types } from './edgewise/types.ts'
import { openWorkspace } from './edgewise/workspace.ts'

try {
  const command = parseCommand(process.argv.slice(2), process.env)
  const lines = command === null ? [USAGE] : await run(command)
  process.stdout.write(`${lines.join('\n')}\n`)
} catch (error) {
  if (!(error instanceof CliError)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
}

async function run(command: Command): Promise<readonly string[]> {
  if (command.name === 'types') return types(process.cwd(), command)
  const workspace = await openWorkspace(process.cwd(), command)
  switch (command.name) {
    case 'pull':
      return pull(workspace, command)
    case 'push':
      return push(workspace, command)
    case 'diff':
      return diff(workspace, command)
    case 'publish':
      return publish(workspace, command)
  }
}
