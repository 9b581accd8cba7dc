import { ensureChromium } from '../../scripts/chromium.ts'

/** Vitest's global setup of browser tests: Chromium is found, or installed, before the first of them. */
export default async function setup(): Promise<void> {
  await ensureChromium((line) => console.error(line))
}
