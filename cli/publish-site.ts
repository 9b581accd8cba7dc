import { parsePublishArguments, USAGE } from './publish/arguments.ts'
import type { PublishArguments } from './publish/arguments.ts'
import { CliError } from './cli-error.ts'
import { putRelease } from './publish/put-release.ts'
import { describeWarning } from '../shared/problem/index.ts'
import { readSite } from './publish/read-site.ts'
import { findRunningServer } from './worker/running-server.ts'

try {
  const args = parsePublishArguments(process.argv.slice(2), process.env)
  process.stdout.write(`${args === null ? USAGE : await publish(args)}\n`)
} catch (error) {
  if (!(error instanceof CliError)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
}

async function publish({ file, target }: PublishArguments): Promise<string> {
  const siteFile = await readSite(file)
  const server = target ?? (await findRunningServer(process.cwd()))
  const { number, hash, unchanged, warnings } = await putRelease(server, siteFile)
  // Apart from the result, which somebody may read by machine
  for (const warning of warnings) process.stderr.write(`${describeWarning(warning)}\n`)
  const what = unchanged ? 'is what this document says already' : 'is published'
  return `Release ${number} of ${siteFile.site.id} ${what} (${hash.slice(0, 12)}), at ${server.url}`
}
