import { readFile, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { describeIssue } from '../../shared/problem/index.ts'
import { validateSite, type SiteConfig } from '../../shared/release/index.ts'
import { CliError } from '../cli-error.ts'
import { readSite } from '../publish/read-site.ts'
import { declareSite } from '../types/declare-site.ts'
import type { TypesCommand } from './arguments.ts'
import { readDraft, readReleased } from './draft.ts'
import { openWorkspace } from './workspace.ts'

/** Writes the types of a site's events and slots: of a file, without a server, or of the draft, or of what is published. */
export async function types(folder: string, command: TypesCommand): Promise<string[]> {
  const site = command.file === null ? await ask(folder, command) : (await readSite(command.file)).site
  const path = resolve(folder, command.out)
  const before = await readFile(path, 'utf8').catch(() => null)
  const after = declareSite(site)
  if (after !== before) await write(path, command.out, after)
  const counted = `${Object.keys(site.catalogue?.events ?? {}).length} events and ${site.slots.length} slots of ${site.id}`
  return [`${command.out} ${after === before ? 'has' : 'is written:'} the types of ${counted}`]
}

async function ask(folder: string, command: TypesCommand): Promise<SiteConfig> {
  const workspace = await openWorkspace(folder, command)
  const document = command.released ? await readReleased(workspace) : (await readDraft(workspace)).site
  const result = validateSite(document)
  if (result.ok) return result.site
  throw new CliError(
    `The draft of ${workspace.site} cannot be published, and has no types until it can; --released gives those of what is:\n${result.issues.map(describeIssue).join('\n')}`,
  )
}

async function write(path: string, name: string, text: string): Promise<void> {
  await writeFile(path, text).catch((cause: unknown) => {
    throw new CliError(
      `${name} cannot be written: ${cause instanceof Error ? cause.message : String(cause)}`,
      {
        cause,
      },
    )
  })
}
