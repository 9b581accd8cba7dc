import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { build } from 'esbuild'
import { inRepository } from '../repository.ts'
import { writeDeclarations } from './write-declarations.ts'

/** Writes the npm package: one readable module that bundlers take apart, and its types. */
export async function buildPackage(outDir: string): Promise<void> {
  await rm(outDir, { recursive: true, force: true })
  await mkdir(outDir, { recursive: true })
  // `as`: this repository's own file
  const root = JSON.parse(await readFile(inRepository('package.json'), 'utf8')) as {
    readonly version: string
    readonly description: string
    readonly license: string
    readonly dependencies: Readonly<Record<string, string>>
  }
  const types = await writeDeclarations(inRepository('sdk/index.ts'), join(outDir, 'types'))
  const manifest = {
    name: 'edgewise',
    version: root.version,
    description: root.description,
    license: root.license,
    type: 'module',
    sideEffects: false,
    exports: { '.': { types: `./types/${types}`, default: './index.js' } },
    files: ['index.js', 'types'],
    dependencies: { 'idb-keyval': root.dependencies['idb-keyval'] },
  }
  await Promise.all([
    writeFile(join(outDir, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`),
    cp(inRepository('LICENSE'), join(outDir, 'LICENSE')),
    build({
      entryPoints: [inRepository('sdk/index.ts')],
      outfile: join(outDir, 'index.js'),
      bundle: true,
      format: 'esm',
      target: 'es2022',
      external: ['idb-keyval'],
      tsconfigRaw: {},
      logLevel: 'warning',
    }),
  ])
}
