import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import * as v from 'valibot'
import type { JsonObject } from '../../shared/json.ts'
import type { Workspace } from './workspace.ts'

const Entry = v.object({
  url: v.string(),
  site: v.string(),
  version: v.number(),
  document: v.record(v.string(), v.unknown()),
})

const Entries = v.record(v.string(), Entry)

/** What a file was when it last agreed with a draft. */
export interface Pulled {
  readonly version: number
  readonly document: JsonObject
}

/** What a file was when it last agreed with this Worker's draft; null: it never did. */
export async function readPulled({ folder, file, target, site }: Workspace): Promise<Pulled | null> {
  const entry = (await readEntries(folder))[resolve(folder, file)]
  if (entry === undefined || entry.url !== target.url || entry.site !== site) return null
  // `as`: what was parsed from JSON
  return { version: entry.version, document: entry.document as JsonObject }
}

/** Remembers that a file agrees with the draft. */
export async function writePulled(
  { folder, file, target, site }: Workspace,
  { version, document }: Pulled,
): Promise<void> {
  const entries = { ...(await readEntries(folder)) }
  entries[resolve(folder, file)] = { url: target.url, site, version, document }
  await mkdir(dirname(memoryOf(folder)), { recursive: true })
  await writeFile(memoryOf(folder), JSON.stringify(entries))
}

async function readEntries(folder: string): Promise<v.InferOutput<typeof Entries>> {
  const text = await readFile(memoryOf(folder), 'utf8').catch(() => '{}')
  try {
    const entries = v.safeParse(Entries, JSON.parse(text))
    return entries.success ? entries.output : {}
  } catch {
    // Cut off by a crash: nothing was pulled, then
    return {}
  }
}

const memoryOf = (folder: string): string => join(folder, '.edgewise', 'pulled.json')
