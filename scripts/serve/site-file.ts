import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { describeIssue } from '../../shared/problem/index.ts'
import { validateSite } from '../../shared/release/index.ts'
import { UserError } from '../user-error.ts'

/** A site document that may be published. */
export interface SiteFile {
  readonly id: string
  readonly writeKey: string
  readonly json: string
}

export async function readSiteFile(path: string): Promise<SiteFile> {
  const file = resolve(path)
  const json = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new UserError(`Cannot read the site file ${file}: ${(cause as Error).message}`, { cause })
  })
  const result = validateSite(parse(file, json))
  if (!result.ok) {
    const issues = result.issues.map((issue) => `  ${describeIssue(issue)}`).join('\n')
    throw new UserError(`The site file ${file} cannot be published:\n${issues}`)
  }
  const [first] = result.site.writeKeys
  if (first === undefined) throw new UserError(`The site file ${file} has no write key`)
  return { id: result.site.id, writeKey: first.key, json }
}

function parse(file: string, json: string): unknown {
  try {
    return JSON.parse(json)
  } catch (cause) {
    throw new UserError(`The site file ${file} is not JSON: ${(cause as Error).message}`, { cause })
  }
}
