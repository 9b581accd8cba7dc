import { createRequire } from 'node:module'
import { delimiter, dirname, join } from 'node:path'
import { installByApt } from './install-by-apt.ts'
import { isRunnable } from './is-runnable.ts'
import { runMain } from './run-main.ts'
import { tryCommand } from './try-command.ts'
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
  for (const install of [installByDebian, installByPlaywrightWithLibraries, installByPlaywright]) {
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

const installByDebian: Installer = async (print) =>
  (await installByApt(['chromium'], (line) => print(`No Chromium found: ${line}`))) ??
  'apt-get installed chromium, but it is not on the PATH'

/** Playwright's own build and, where its list of packages fits the system, the libraries that it needs. */
const installByPlaywrightWithLibraries: Installer = (print) => runPlaywright(print, '--with-deps')

const installByPlaywright: Installer = (print) => runPlaywright(print)

async function runPlaywright(print: (line: string) => void, ...options: string[]): Promise<string> {
  const cli = join(dirname(createRequire(import.meta.url).resolve('playwright-core/package.json')), 'cli.js')
  const command = ['install', ...options, 'chromium']
  print(`No Chromium found: playwright ${command.join(' ')}`)
  const failure = await tryCommand(process.execPath, [cli, ...command])
  return `playwright ${command.join(' ')}: ${failure ?? 'done, but it cannot be run'}`
}

if (import.meta.main)
  await runMain(async () => console.log(await ensureChromium((line) => console.error(line))))
