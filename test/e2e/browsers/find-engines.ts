import { glob } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { ensureChromium } from '../../../scripts/chromium.ts'
import { installByApt } from '../../../scripts/install-by-apt.ts'
import { isRunnable } from '../../../scripts/is-runnable.ts'
import type { Engine } from './engine.ts'
import { launchByPuppeteer } from './launch-by-puppeteer.ts'
import { launchWebKit } from './launch-webkit.ts'

/** A browser that runs on this machine, or why none of that maker does. */
export type FoundEngine =
  | { readonly name: string; readonly engine: Engine }
  | { readonly name: string; readonly missing: string }

/**
 * Starts Chromium, Firefox and WebKit, as far as this machine has them or, where we are root as in CI, Debian has them for us.
 * Nobody's own machine gets browsers that they did not ask for. The caller closes them.
 */
export async function findEngines(print: (line: string) => void): Promise<readonly FoundEngine[]> {
  const chromium = await ensureChromium(print)
  return [
    { name: 'Chromium', engine: await launchByPuppeteer('chrome', chromium) },
    // One after the other: apt allows one at a time
    await findEngine('Firefox', ['firefox-esr'], print, async () => {
      const path = (await onPath('firefox-esr')) ?? (await onPath('firefox'))
      return path === null ? null : launchByPuppeteer('firefox', path)
    }),
    await findEngine('WebKit', ['webkit2gtk-driver', 'xvfb'], print, async () => {
      const [driver, display, browser] = await Promise.all([
        onPath('WebKitWebDriver', '--help'),
        onPath('Xvfb', '-help'),
        miniBrowser(),
      ])
      return driver === null || display === null || browser === null
        ? null
        : launchWebKit({ driver, display, browser })
    }),
  ]
}

/** `launch` answers null where its programs are not there, and fails where they cannot be started. */
async function findEngine(
  name: string,
  packages: readonly string[],
  print: (line: string) => void,
  launch: () => Promise<Engine | null>,
): Promise<FoundEngine> {
  try {
    const present = await launch()
    if (present) return { name, engine: present }
    if (process.getuid?.() !== 0) return { name, missing: `install ${packages.join(' and ')} to run it` }
    const failure = await installByApt(packages, (line) => print(`No ${name} found: ${line}`))
    if (failure !== null) return { name, missing: failure }
    const installed = await launch()
    return installed
      ? { name, engine: installed }
      : { name, missing: `${packages.join(' and ')} did not bring it` }
  } catch (error) {
    return { name, missing: `it does not start here: ${String(error)}` }
  }
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
