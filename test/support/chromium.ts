import { chromium } from 'playwright-core'
import type { Browser } from 'playwright-core'
import { ensureChromium } from '../../scripts/chromium.ts'
import { runCommand } from '../../scripts/run-command.ts'

/**
 * Starts the machine's Chromium without a window, saying that it is an ordinary Chrome, so that tests do not rest on
 * how a "HeadlessChrome" is treated. The caller closes it.
 */
export async function launchChromium(): Promise<Browser> {
  const executablePath = await ensureChromium((line) => console.error(line))
  const { output } = await runCommand(executablePath, ['--version'])
  const major = /(\d+)\.\d+/.exec(output)?.[1]
  if (major === undefined) throw new Error(`${executablePath} --version said ${output}`)
  return chromium.launch({
    executablePath,
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      `--user-agent=Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${major}.0.0.0 Safari/537.36`,
    ],
  })
}
