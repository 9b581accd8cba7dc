import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bundleForPages } from '../../../scripts/build-sdk/bundle-for-pages.ts'
import { buildPackage } from '../../../scripts/build-sdk/build-package.ts'

let directory: string

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'edgewise-package-'))
  await buildPackage(directory)
}, 60_000)

afterAll(() => rm(directory, { recursive: true, force: true }))

describe('the npm package', () => {
  test('[SDK35] is importable where there is no browser', async () => {
    // Its dependency is beside the repository, not beside the copy
    const entry = JSON.stringify(join(directory, 'index.js'))
    const code = await bundleForPages({ entry: { source: `export * from ${entry}` }, format: 'esm' })
    const module: unknown = await import(`data:text/javascript,${encodeURIComponent(code)}`)
    expect(Object.keys(module as object).toSorted()).toEqual([
      'consentSignals',
      'createEdgewise',
      'createTracker',
      'domSlots',
      'exposures',
      'lastContent',
      'liveUpdates',
      'outboundLinks',
      'pageEngaged',
      'pageViews',
      'previewed',
      'scrollDepth',
    ])
  })

  test('[SDK35] leaves out of a bundle what is not used', async () => {
    const entry = JSON.stringify(join(directory, 'index.js'))
    const alone = await bundleForPages({
      entry: { source: `import { createEdgewise } from ${entry}; createEdgewise({ key: 'k' })` },
      format: 'iife',
    })
    expect(alone).toContain('/v1/interact')
    expect(alone).not.toContain('MutationObserver')
    expect(alone).not.toContain('WebSocket')
    expect(alone).not.toContain('currententrychange')
    expect(alone).not.toContain('STALE')
    expect(alone).not.toContain('Page Engaged')
    expect(alone).not.toContain('IntersectionObserver')
  })

  test('[SDK35] names its types and its only dependency', async () => {
    const manifest = JSON.parse(await readFile(join(directory, 'package.json'), 'utf8')) as {
      readonly exports: { readonly '.': { readonly types: string } }
      readonly dependencies: object
      readonly sideEffects: boolean
    }
    expect(Object.keys(manifest.dependencies)).toEqual(['idb-keyval'])
    expect(await readFile(join(directory, 'react.js'), 'utf8')).toContain('useSyncExternalStore')
    expect(manifest.sideEffects).toBe(false)
    const types = await readFile(join(directory, manifest.exports['.'].types), 'utf8')
    expect(types).toContain('createEdgewise')
    expect(types).not.toContain('.ts')
  })
})
