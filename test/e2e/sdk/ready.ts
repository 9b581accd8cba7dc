import type { Page } from 'playwright-core'
import type { EdgewiseGlobal } from '../../../sdk/page-global.ts'

/** The page's global, for functions that run in the page. */
declare const edgewise: EdgewiseGlobal

/** Resolves once the page's script is there and has had its first answer, or knows that there is none. */
export async function ready(page: Page): Promise<void> {
  await page.waitForFunction(() => 'edgewise' in globalThis)
  await page.evaluate(() => edgewise.ready())
}
