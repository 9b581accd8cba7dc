import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { buildPackage } from './build-sdk/build-package.ts'
import { bundleForPages } from './build-sdk/bundle-for-pages.ts'

/** Writes what pages load (`ew.js`, `ew-live.js`) and the npm package (`npm/`), from the same sources. */
export async function buildSdk(outDir: string): Promise<void> {
  await mkdir(outDir, { recursive: true })
  const write = async (file: string, entry: string, format: 'iife' | 'esm'): Promise<void> =>
    writeFile(join(outDir, file), await bundleForPages({ entry, format }))
  await Promise.all([
    write('ew.js', 'sdk/script.ts', 'iife'),
    write('ew-live.js', 'sdk/live.ts', 'esm'),
    buildPackage(join(outDir, 'npm')),
  ])
}
