import { parseArgs } from 'node:util'
import type { Side } from '../../shared/release/index.ts'
import { CliError } from '../cli-error.ts'
import { readTarget, type Target } from '../worker/target.ts'

export const USAGE = `npm run edgewise -- <command> [file] [options]    a site as a file

  pull [file]      writes the draft to a file (<site>.json); what you changed there stays
  push <file>      makes the draft what the file says; what others changed there stays
  diff <file>      what the file changes in the draft
  publish [file]   publishes the draft, or the file past it
  types [file]     writes the types of the draft's, or the file's, events and slots, for pages in TypeScript

  --site ID        which site                     (the file's, or that of the server that was started last)
  --url URL        the Worker                     (the server that was started last in this folder)
  --token TOKEN    its admin token                (the same; or the variable EDGEWISE_TOKEN)
  --prefer SIDE    pull, push: whose value stays where both changed one: yours or theirs
  --replace        pull, push: takes no heed of what is there
  --released       diff: compares with what is published; types: of what is published
  -o, --out FILE   types: where to                (edgewise.d.ts)
  -m, --message    publish: why`

interface Common {
  readonly file: string | null
  readonly site: string | null
  /** Null: the server that was started last. */
  readonly target: Target | null
}

interface Settling {
  /** Whose value stays where both changed one; null: neither, say so. */
  readonly prefer: Side | null
  readonly replace: boolean
}

/** `file` null: of the draft, or of what is published. */
export type TypesCommand = Common & {
  readonly name: 'types'
  readonly released: boolean
  readonly out: string
}

export type Command = TypesCommand | WorkspaceCommand

/** What works on a site of a Worker. */
export type WorkspaceCommand = Common &
  (
    | ({ readonly name: 'pull' | 'push' } & Settling)
    | { readonly name: 'diff'; readonly released: boolean }
    | { readonly name: 'publish'; readonly message: string | null }
  )

const OPTIONS = {
  site: { type: 'string' },
  url: { type: 'string' },
  token: { type: 'string' },
  prefer: { type: 'string' },
  replace: { type: 'boolean' },
  released: { type: 'boolean' },
  message: { type: 'string', short: 'm' },
  out: { type: 'string', short: 'o' },
  help: { type: 'boolean' },
} as const

/** The options that a command has beside those that all have. */
const OWN_OPTIONS = {
  pull: ['prefer', 'replace'],
  push: ['prefer', 'replace'],
  diff: ['released'],
  publish: ['message'],
  types: ['released', 'out'],
} as const

/** Reads the command line; null when it asks for help. Throws what is wrong with it, and how it is used. */
export function parseCommand(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Command | null {
  const { values, positionals } = parse(args)
  if (values.help) return null
  const [name, file = null, ...more] = positionals
  if (!isCommand(name)) throw wrong(name === undefined ? 'Which command?' : `There is no command ${name}.`)
  if (more.length > 0) throw wrong(`One file at a time, not also ${more.join(', ')}.`)
  for (const option of ['prefer', 'replace', 'released', 'message', 'out'] as const) {
    const belongs: readonly string[] = OWN_OPTIONS[name]
    if (values[option] !== undefined && !belongs.includes(option)) throw wrong(`${name} has no --${option}.`)
  }
  const site = values.site ?? null
  const common = { file, site, target: readTarget(values, environment, USAGE) }
  switch (name) {
    case 'pull':
    case 'push': {
      if (name === 'push' && file === null) throw wrong('Which file? Name a site document.')
      return { name, ...common, prefer: readSide(values.prefer), replace: values.replace ?? false }
    }
    case 'diff':
      if (file === null) throw wrong('Which file? Name a site document.')
      return { name, ...common, released: values.released ?? false }
    case 'publish':
      return { name, ...common, message: values.message ?? null }
    case 'types':
      return { name, ...common, released: values.released ?? false, out: values.out ?? 'edgewise.d.ts' }
  }
}

function readSide(text: string | undefined): Side | null {
  if (text === undefined) return null
  if (text === 'yours' || text === 'theirs') return text
  throw wrong(`--prefer ${text}: expected yours or theirs.`)
}

function isCommand(name: string | undefined): name is Command['name'] {
  return name !== undefined && Object.hasOwn(OWN_OPTIONS, name)
}

function wrong(what: string): CliError {
  return new CliError(`${what}\n\n${USAGE}`)
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options: OPTIONS })
  } catch (cause) {
    throw new CliError(`${cause instanceof Error ? cause.message : String(cause)}\n\n${USAGE}`, { cause })
  }
}
