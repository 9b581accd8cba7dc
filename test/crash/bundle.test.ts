import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { bundleDirectory } from '../../scripts/serve/worker-settings.ts'

/** What esbuild tells of a bundle. */
interface Metafile {
  /** By file: what of which sources went into it. */
  readonly outputs: Readonly<Record<string, { readonly inputs: Readonly<Record<string, unknown>> }>>
}

test('[PRO60] what is deployed has nothing that lets something fail for a test', async () => {
  const read = (name: string) => readFile(join(bundleDirectory, name), 'utf8')
  // `as`: esbuild's own form
  const { outputs } = JSON.parse(await read('bundle-meta.json')) as Metafile
  const files = Object.values(outputs).flatMap(({ inputs }) => Object.keys(inputs))
  expect(files.filter((file) => file.startsWith('edge/faults/'))).toEqual([])
  const bundle = await read('worker.js')
  for (const name of ['EDGEWISE_FAULTS', 'before-commit', 'after-commit', '.statement'])
    expect(bundle).not.toContain(name)
  // else it would be looked for in the wrong files
  expect(files).toContain('edge/worker.ts')
  expect(bundle).toContain('outbox:')
})
