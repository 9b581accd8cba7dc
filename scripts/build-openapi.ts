import { readFile, writeFile } from 'node:fs/promises'
import { describeApi } from '../edge/openapi/describe-api.ts'
import { inRepository } from './repository.ts'

/** Writes the description of the admin API, which the Worker serves as a file. */
export async function buildOpenapi(outFile: string): Promise<void> {
  // `as`: this repository's own file
  const { version } = JSON.parse(await readFile(inRepository('package.json'), 'utf8')) as { version: string }
  await writeFile(outFile, `${JSON.stringify(describeApi(version), null, 1)}\n`)
}
