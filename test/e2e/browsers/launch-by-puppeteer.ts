import { launch, type LaunchOptions } from 'puppeteer-core'
import type { Engine } from './engine.ts'

/** Chromium by its own protocol, or Firefox by WebDriver BiDi. */
export async function launchByPuppeteer(
  browserName: 'chrome' | 'firefox',
  executablePath: string,
): Promise<Engine> {
  const options: LaunchOptions = {
    browser: browserName,
    executablePath,
    // Puppeteer turns Firefox's back/forward cache off
    extraPrefsFirefox: { 'fission.bfcacheInParent': true },
    args: browserName === 'chrome' && process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  }
  const browser = await launch(options)
  return {
    version: (await browser.version()).toLowerCase(),
    newVisitor: async () => {
      const visitor = await browser.createBrowserContext()
      const page = await visitor.newPage()
      // A headless Chrome says so, and would be taken for a bot
      const userAgent = await browser.userAgent()
      if (userAgent.includes('Headless'))
        await page.setUserAgent({ userAgent: userAgent.replace('Headless', '') })
      return {
        open: async (address) => void (await page.goto(address)),
        // Not `goBack`: it waits for a load that a page from the cache does not have
        back: () => page.evaluate(() => void setTimeout(() => history.back())),
        // `as`: puppeteer's types look into handles of its own, of which we pass none
        run: (body, ...args) => page.evaluate(body as () => never, ...(args as readonly unknown[] as [])),
        cookie: async (name) => (await visitor.cookies()).find((cookie) => cookie.name === name)?.value,
        close: () => visitor.close(),
      }
    },
    close: () => browser.close(),
  }
}
