import { parseArgs } from 'node:util'
import { PublishError } from './publish-error.ts'

export const USAGE = `npm run publish-site -- <site.json> [--url URL --token TOKEN]    publishes a site document

  --url URL      the Worker                    (the server that was started last in this folder)
  --token TOKEN  its admin token               (the same; or the variable EDGEWISE_TOKEN)`

export interface PublishArguments {
  readonly file: string
  /** Null: the server that was started last. */
  readonly target: PublishTarget | null
}

export interface PublishTarget {
  readonly url: string
  readonly token: string
}

/** Reads the command line; null when it asks for help. Throws what is wrong with it, and how it is used. */
export function parsePublishArguments(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): PublishArguments | null {
  const { values, positionals } = parse(args)
  if (values.help) return null
  const [file, ...more] = positionals
  if (file === undefined) throw new PublishError(`Which file? Name a site document.\n\n${USAGE}`)
  if (more.length > 0) throw new PublishError(`One file at a time, not also ${more.join(', ')}.\n\n${USAGE}`)
  const token = values.token ?? environment['EDGEWISE_TOKEN']
  if (values.url === undefined) {
    if (values.token !== undefined) throw new PublishError(`--token needs --url, too.\n\n${USAGE}`)
    return { file, target: null }
  }
  if (!URL.canParse(values.url)) {
    throw new PublishError(`--url ${values.url}: expected an address such as https://edge.example.com`)
  }
  if (token === undefined) {
    throw new PublishError(
      `--url needs --token, or the token in the variable EDGEWISE_TOKEN: the Worker's ADMIN_TOKEN.`,
    )
  }
  return { file, target: { url: values.url, token } }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { url: { type: 'string' }, token: { type: 'string' }, help: { type: 'boolean' } },
    })
  } catch (cause) {
    throw new PublishError(`${cause instanceof Error ? cause.message : String(cause)}\n\n${USAGE}`, { cause })
  }
}
