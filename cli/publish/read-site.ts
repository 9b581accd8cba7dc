import { readFile } from 'node:fs/promises'
import { describeIssue } from '../../shared/problem/index.ts'
import { validateSite, type SiteConfig } from '../../shared/release/index.ts'
import { CliError } from '../cli-error.ts'

/** A site document that passed, and its text as it stands in the file. */
export interface SiteFile {
  readonly site: SiteConfig
  readonly json: string
}

/** Reads and validates a site document, so that its mistakes are told without a server. */
export async function readSite(file: string): Promise<SiteFile> {
  const json = await read(file)
  const result = validateSite(parse(file, json))
  if (result.ok) return { site: result.site, json }
  throw new CliError(result.issues.map(describeIssue).join('\n'))
}

async function read(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (cause) {
    const isMissing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT'
    throw new CliError(`${file} cannot be read: ${isMissing ? 'there is no such file' : messageOf(cause)}`, {
      cause,
    })
  }
}

function parse(file: string, json: string): unknown {
  try {
    return JSON.parse(json)
  } catch (cause) {
    throw new CliError(`${file} is not JSON: ${messageOf(cause)}`, { cause })
  }
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause)
}
