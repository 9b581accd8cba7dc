import { tryCommand } from './try-command.ts'

/** Installs Debian's packages, as root or by a sudo that asks for no password; answers what went wrong, or null. */
export async function installByApt(
  packages: readonly string[],
  print: (line: string) => void,
): Promise<string | null> {
  const isRoot = process.getuid?.() === 0
  // -n: a password prompt would hang where nobody is there to answer it
  const asRoot = isRoot ? [] : ['sudo', '-n']
  // Where there is no network, that is soon known
  const patience = ['-o', 'Acquire::Retries=1', '-o', 'Acquire::http::Timeout=20']
  for (const args of [
    ['apt-get', ...patience, 'update'],
    ['apt-get', ...patience, 'install', '-y', '--no-install-recommends', ...packages],
  ]) {
    const [command = '', ...rest] = [...asRoot, ...args]
    print([command, ...rest].join(' '))
    const failure = await tryCommand(command, rest)
    if (failure !== null) return `${args.join(' ')}: ${failure}`
  }
  return null
}
