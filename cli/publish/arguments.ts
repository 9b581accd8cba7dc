import { parseArgs } from 'node:util'
import { CliError } from '../cli-error.ts'
import { readTarget, type Target } from '../worker/target.ts'

export const USAGE = `npm run publish-site -- <site.json> [--url URL --token TOKEN]    publishes a site document

  --url URL      the Worker                    (the server that was started last in this folder)
  --token TOKEN  its admin token               (the same; or the variable EDGEWISE_TOKEN)`

export interface PublishArguments {
  readonly file: string
  /** Null: the server that was started last. */
  readonly target: Target | null
}

/** Reads the command line; null when it asks for help. Throws what is wrong with it, and how it is used. */
export function parsePublishArguments(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): PublishArguments | null {
  const { values, positionals } = parse(args)
  if (values.help) return null
  const [file, ...more] = positionals
  if (file === undefined) throw new CliError(`Which file? Name a site document.\n\n${USAGE}`)
  if (more.length > 0) throw new CliError(`One file at a time, not also ${more.join(', ')}.\n\n${USAGE}`)
  return { file, target: readTarget(values, environment, USAGE) }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { url: { type: 'string' }, token: { type: 'string' }, help: { type: 'boolean' } },
    })
  } catch (cause) {
    throw new CliError(`${cause instanceof Error ? cause.message : String(cause)}\n\n${USAGE}`, { cause })
  }
}
