import { join } from 'node:path'
import { runCommand } from './run-command.ts'
import { UserError } from './user-error.ts'

/** Packs a package's folder as `npm publish` would, into a folder; answers the tarball's path. */
export async function packPackage(directory: string, folder: string): Promise<string> {
  const { ok, output } = await runCommand('npm', [
    'pack',
    directory,
    '--pack-destination',
    folder,
    '--ignore-scripts',
    '--silent',
  ])
  if (!ok) throw new UserError(`npm pack ${directory} failed:\n${output}`)
  return join(folder, output.trim().split('\n').at(-1)!)
}
