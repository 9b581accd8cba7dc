import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { buildPackage } from './build-sdk/build-package.ts'
import { bundleForPages } from './build-sdk/bundle-for-pages.ts'

/**
 * Pages of other hosts load parts by `import()`, which asks for leave, and check them by `integrity`, which does too. The
 * pinned scripts and the console's files have addresses that change with what is in them.
 */
const headers =
  '/ew*.js\n  Access-Control-Allow-Origin: *\n/ew/*\n  Cache-Control: public, max-age=31536000, immutable\n/console/files/*\n  Cache-Control: public, max-age=31536000, immutable\n'

/** Writes what pages load (`ew.js`, what it loads later, and with which headers) and the npm package (`npm/`), from the same sources. */
export async function buildSdk(outDir: string): Promise<void> {
  await mkdir(outDir, { recursive: true })
  const write = async (file: string, entry: string, format: 'iife' | 'esm', isOurs: boolean): Promise<void> =>
    writeFile(join(outDir, file), await bundleForPages({ entry, format, isOurs }))
  await Promise.all([
    write('ew.js', 'sdk/script.ts', 'iife', true),
    write('ew-live.js', 'sdk/live-chunk.ts', 'esm', true),
    write('ew-measure.js', 'sdk/measure/index.ts', 'esm', true),
    write('ew-dev.js', 'sdk/preview/dev-script.ts', 'esm', true),
    // These know the script by its public functions alone
    write('ew-consent.js', 'sdk/consent-signals/script.ts', 'iife', false),
    write('ew-slot.js', 'sdk/element/script.ts', 'iife', false),
    writeFile(join(outDir, '_headers'), headers),
    buildPackage(join(outDir, 'npm')),
  ])
}
