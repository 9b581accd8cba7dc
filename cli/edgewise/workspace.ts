import { CliError } from '../cli-error.ts'
import { findRunningServer } from '../worker/running-server.ts'
import type { Target } from '../worker/target.ts'
import type { Command } from './arguments.ts'
import { readDocument, type SiteDocument } from './site-document.ts'

/** Where a command works: a folder, a Worker, and one of its sites. */
export interface Workspace {
  readonly folder: string
  readonly target: Target
  readonly site: string
  readonly file: string
  /** What the file says; null where there is none. */
  readonly document: SiteDocument | null
}

interface Named {
  readonly name: Command['name']
  readonly file: string | null
  readonly site: string | null
  readonly target: Target | null
}

/** Finds out what a command is about, from what it names. */
export async function openWorkspace(folder: string, named: Named): Promise<Workspace> {
  const running = named.target === null ? await findRunningServer(folder) : null
  // `!`: one of the two is there
  const target = named.target ?? running!
  const given = named.file === null ? null : await readDocument(folder, named.file)
  const site = named.site ?? given?.id ?? running?.site ?? null
  if (site === null) throw new CliError('Which site? Name it with --site, or name its file.')
  const file = named.file ?? `${site}.json`
  // the others have been given their file, or need none
  const document = named.name === 'pull' ? await readDocument(folder, file) : given
  if (document !== null && document.id !== site) {
    throw new CliError(`${file} is the site ${document.id}, not ${site}.`)
  }
  return { folder, target, site, file, document }
}
