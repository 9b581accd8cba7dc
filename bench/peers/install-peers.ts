import { access, readFile, writeFile } from 'node:fs/promises'
import { inRepository } from '../../scripts/repository.ts'
import { runCommand } from '../../scripts/run-command.ts'
import { UserError } from '../../scripts/user-error.ts'

const inPeers = (...path: string[]): string => inRepository('bench', 'peers', ...path)

/**
 * Installs what Edgewise is measured beside, by its own lockfile, where that is not done yet. They are not among this
 * repository's packages: nobody who only builds or tests needs them.
 */
export async function installPeers(print: (line: string) => void): Promise<void> {
  const lock = await readFile(inPeers('package-lock.json'), 'utf8')
  const mark = inPeers('node_modules', '.installed')
  if ((await readFile(mark, 'utf8').catch(() => '')) === lock) return
  print('Installing the peers (bench/peers) …')
  const { ok, output } = await runCommand('npm', [
    'ci',
    '--prefix',
    inPeers(),
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
  ])
  if (!ok)
    throw new UserError(`The peers cannot be installed. They come from the package registry:\n${output}`)
  await access(inPeers('node_modules'))
  await writeFile(mark, lock)
}
