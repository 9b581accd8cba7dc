import { constants } from 'node:fs'
import { access } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { delimiter, dirname, join } from 'node:path'
import { runCommand } from './run-command.ts'
import { runMain } from './run-main.ts'
import { UserError } from './user-error.ts'

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome']

const applications = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

/** The Chromium of this machine: `CHROMIUM_PATH`, one on the PATH, an application of macOS, or Playwright's own. */
export async function findChromium(env: NodeJS.ProcessEnv = process.env): Promise<string | null> {
  const chosen = env['CHROMIUM_PATH']
  if (chosen !== undefined && chosen !== '') {
    if (await isRunnable(chosen)) return chosen
    throw new UserError(`CHROMIUM_PATH is ${chosen}, which is not a program that can be run.`)
  }
  const folders = (env['PATH'] ?? '').split(delimiter)
  const candidates = folders.flatMap((folder) => names.map((name) => join(folder, name)))
  for (const candidate of [...candidates, ...applications]) {
    if (await isRunnable(candidate)) return candidate
  }
  const { chromium } = await import('playwright-core')
  return (await isRunnable(chromium.executablePath())) ? chromium.executablePath() : null
}

/** As `findChromium`, and installs one where there is none: Debian's package, else Playwright's build. */
export async function ensureChromium(print: (line: string) => void): Promise<string> {
  const present = await findChromium()
  if (present !== null) return present

  const failures: string[] = []
  for (const install of [installByApt, installByPlaywrightWithLibraries, installByPlaywright]) {
    const failure = await install(print)
    const installed = await findChromium()
    if (installed !== null) return installed
    failures.push(failure)
  }
  throw new UserError(
    `The browser tests need Chromium, and none could be installed:\n${failures.map((line) => `  - ${line}`).join('\n')}\n` +
      'Install Chromium or Chrome with your package manager, or set CHROMIUM_PATH to one.',
  )
}

/** Tries to install Chromium; answers what went wrong if it did. */
type Installer = (print: (line: string) => void) => Promise<string>

async function installByApt(print: (line: string) => void): Promise<string> {
  const isRoot = process.getuid?.() === 0
  // -n: a password prompt would hang where nobody is there to answer it
  const asRoot = isRoot ? [] : ['sudo', '-n']
  for (const args of [
    ['apt-get', 'update'],
    ['apt-get', 'install', '-y', '--no-install-recommends', 'chromium'],
  ]) {
    const [command = '', ...rest] = [...asRoot, ...args]
    print(`No Chromium found: ${[command, ...rest].join(' ')}`)
    const result = await tryCommand(command, rest)
    if (!result.ok) return `${args.join(' ')}: ${lastLine(result.output)}`
  }
  return 'apt-get installed chromium, but it is not on the PATH'
}

/** Playwright's own build and, where its list of packages fits the system, the libraries that it needs. */
const installByPlaywrightWithLibraries: Installer = (print) => runPlaywright(print, '--with-deps')

const installByPlaywright: Installer = (print) => runPlaywright(print)

async function runPlaywright(print: (line: string) => void, ...options: string[]): Promise<string> {
  const cli = join(dirname(createRequire(import.meta.url).resolve('playwright-core/package.json')), 'cli.js')
  const command = ['install', ...options, 'chromium']
  print(`No Chromium found: playwright ${command.join(' ')}`)
  const result = await tryCommand(process.execPath, [cli, ...command])
  return `playwright ${command.join(' ')}: ${lastLine(result.output)}`
}

async function tryCommand(command: string, args: readonly string[]): ReturnType<typeof runCommand> {
  try {
    return await runCommand(command, args, { env: { DEBIAN_FRONTEND: 'noninteractive' } })
  } catch (error) {
    return { ok: false, output: (error as Error).message }
  }
}

const lastLine = (text: string): string =>
  text
    .trim()
    .split('\n')
    .filter((line) => !/^\s+at /.test(line))
    .at(-1) ?? ''

/** Whether it can be started: some systems have a script of that name which only says how to install it. */
async function isRunnable(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK)
    return (await runCommand(path, ['--version'])).ok
  } catch {
    return false
  }
}

if (import.meta.main)
  await runMain(async () => console.log(await ensureChromium((line) => console.error(line))))
