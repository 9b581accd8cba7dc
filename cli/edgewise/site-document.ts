import { readFile, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { JsonObject } from '../../shared/json.ts'
import { CliError } from '../cli-error.ts'

/** A site document as it stands in a file, whatever is wrong with it. */
export type SiteDocument = JsonObject & { readonly id: string }

/** Reads a site document; null where the file does not exist. */
export async function readDocument(folder: string, file: string): Promise<SiteDocument | null> {
  const text = await readFile(resolve(folder, file), 'utf8').catch((cause: unknown) => {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return null
    throw new CliError(`${file} cannot be read: ${messageOf(cause)}`, { cause })
  })
  if (text === null) return null
  const document = parse(file, text)
  if (
    typeof document === 'object' &&
    document !== null &&
    'id' in document &&
    typeof document.id === 'string'
  ) {
    // `as`: what was parsed from JSON
    return document as SiteDocument
  }
  throw new CliError(`${file} is no site document: it has no "id".`)
}

export async function writeDocument(folder: string, file: string, document: JsonObject): Promise<void> {
  await writeFile(resolve(folder, file), `${JSON.stringify(document, null, 2)}\n`).catch((cause: unknown) => {
    throw new CliError(`${file} cannot be written: ${messageOf(cause)}`, { cause })
  })
}

function parse(file: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new CliError(`${file} is not JSON: ${messageOf(cause)}`, { cause })
  }
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause)
}
