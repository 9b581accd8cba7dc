import { glob } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { ensureChromium } from '../../../scripts/chromium.ts'
import { installByApt } from '../../../scripts/install-by-apt.ts'
import { isRunnable } from '../../../scripts/is-runnable.ts'
import type { Engine } from './engine.ts'
import { launchByPuppeteer } from './launch-by-puppeteer.ts'
import { launchWebKit } from './launch-webkit.ts'

/** A browser that this machine has, or why it has none of that maker. */
export type FoundEngine =
  | { readonly name: string; readonly launch: () => Promise<Engine> }
  | { readonly name: string; readonly missing: string }

/**
 * Chromium, Firefox and WebKit, as far as this machine has them or, where we are root as in CI, Debian has them for us.
 * Nobody's own machine gets browsers that they did not ask for.
 */
export async function findEngines(print: (line: string) => void): Promise<readonly FoundEngine[]> {
  const chromium = await ensureChromium(print)
  const find = async (
    name: string,
    packages: readonly string[],
    launcher: () => Promise<(() => Promise<Engine>) | null>,
  ): Promise<FoundEngine> => {
    const present = await launcher()
    if (present) return { name, launch: present }
    if (process.getuid?.() !== 0) return { name, missing: `install ${packages.join(' and ')} to run it` }
    const failure = await installByApt(packages, (line) => print(`No ${name} found: ${line}`))
    const installed = failure === null ? await launcher() : null
    if (installed) return { name, launch: installed }
    return { name, missing: failure ?? `${packages.join(' and ')} did not bring it` }
  }
  return [
    { name: 'Chromium', launch: () => launchByPuppeteer('chrome', chromium) },
    // One after the other: apt allows one at a time
    await find('Firefox', ['firefox-esr'], async () => {
      const path = (await onPath('firefox-esr')) ?? (await onPath('firefox'))
      return path === null ? null : () => launchByPuppeteer('firefox', path)
    }),
    await find('WebKit', ['webkit2gtk-driver', 'xvfb'], async () => {
      const [driver, display, browser] = await Promise.all([
        onPath('WebKitWebDriver', '--help'),
        onPath('Xvfb', '-help'),
        miniBrowser(),
      ])
      return driver === null || display === null || browser === null
        ? null
        : () => launchWebKit({ driver, display, browser })
    }),
  ]
}

async function onPath(name: string, probe?: string): Promise<string | null> {
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    const path = join(folder, name)
    if (await isRunnable(path, probe)) return path
  }
  return null
}

/** It is no program of the PATH: it comes beside the library. */
async function miniBrowser(): Promise<string | null> {
  for await (const path of glob('/usr/lib{,64,/*}/webkit{2gtk,gtk}-*/MiniBrowser')) return path
  return null
}
