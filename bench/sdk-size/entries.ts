import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { buildInspector } from '../../scripts/build-inspector.ts'
import { buildSdk } from '../../scripts/build-sdk.ts'
import { bundleForPages } from '../../scripts/build-sdk/bundle-for-pages.ts'
import { inRepository } from '../../scripts/repository.ts'
import type { Budget } from './measure.ts'

/** Something that a page may load. */
export interface Entry {
  readonly name: string
  readonly code: string
  /** What it may weigh. @default no limit */
  readonly budget?: Budget
}

/** Builds what ships into a directory, and from that everything a page may load. */
export async function buildEntries(directory: string): Promise<readonly Entry[]> {
  await buildSdk(directory)
  await buildInspector(join(directory, 'ew-inspector.js'))
  const text = (file: string): Promise<string> => readFile(join(directory, file), 'utf8')
  const npm = JSON.stringify(join(directory, 'npm/index.js'))
  const bundle = (source: string): Promise<string> => bundleForPages({ entry: { source }, format: 'iife' })
  return [
    { name: 'script tag: ew.js', code: await text('ew.js'), budget: { gzip: 5_120, brotli: 4_608 } },
    { name: 'live updates, lazily: ew-live.js', code: await text('ew-live.js'), budget: { brotli: 700 } },
    {
      name: 'exposures, engagement, scrolling, outbound links, lazily: ew-measure.js',
      code: await text('ew-measure.js'),
      budget: { brotli: 1_100 },
    },
    {
      name: 'consent platforms, optional: ew-consent.js',
      code: await text('ew-consent.js'),
      budget: { brotli: 700 },
    },
    {
      name: '<ew-slot>, optional: ew-slot.js',
      code: await text('ew-slot.js'),
      budget: { gzip: 500, brotli: 450 },
    },
    {
      name: 'previews and debugging, in the place of ew.js: ew-dev.js',
      code: await text('ew-dev.js'),
      budget: { gzip: 7_168 },
    },
    {
      name: 'inspector, on demand: ew-inspector.js',
      code: await text('ew-inspector.js'),
      budget: { gzip: 25_600 },
    },
    { name: 'stub, optional', code: await stub(), budget: { gzip: 150 } },
    {
      name: 'npm: tracking alone',
      code: await bundle(`import { createTracker } from ${npm}
        globalThis.tracker = createTracker({ key: 'ewk_shop_1' })`),
      budget: { brotli: 2_900 },
    },
    {
      name: 'npm: what the script tag has',
      code: await bundle(`import { createEdgewise, domSlots, lastContent, pageViews } from ${npm}
        globalThis.edgewise = createEdgewise({ key: 'ewk_shop_1', modules: [pageViews, lastContent, domSlots] })`),
      budget: { gzip: 5_120, brotli: 4_608 },
    },
    {
      name: 'npm: and live updates',
      code: await bundle(`import { createEdgewise, domSlots, lastContent, liveUpdates, pageViews } from ${npm}
        globalThis.edgewise = createEdgewise({ key: 'ewk_shop_1', modules: [pageViews, lastContent, domSlots, liveUpdates] })`),
      budget: { brotli: 5_308 },
    },
    {
      name: 'npm: edgewise/react, without React',
      code: await bundleForPages({
        entry: { source: `export * from ${JSON.stringify(join(directory, 'npm/react.js'))}` },
        format: 'esm',
        external: ['react'],
      }),
      budget: { gzip: 700, brotli: 700 },
    },
  ]
}

/** The stub as the reference shows it. */
async function stub(): Promise<string> {
  const reference = await readFile(inRepository('docs/reference/sdk.md'), 'utf8')
  const [, code] = /<script>(window\.edgewise.*)<\/script>/.exec(reference) ?? []
  if (code === undefined) throw new Error('docs/reference/sdk.md does not show the stub any more')
  return code
}
