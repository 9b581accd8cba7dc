import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { build } from 'esbuild'
import { inRepository } from '../repository.ts'
import { writeDeclarations } from './write-declarations.ts'

/** Writes the npm package: readable modules that bundlers take apart, and their types. */
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
  const reactTypes = await writeDeclarations(inRepository('sdk/react/index.ts'), join(outDir, 'types'), [
    'react',
  ])
  const elementTypes = await writeDeclarations(inRepository('sdk/element/index.ts'), join(outDir, 'types'))
  const manifest = {
    name: 'edgewise',
    version: root.version,
    description: root.description,
    license: root.license,
    type: 'module',
    sideEffects: false,
    exports: {
      '.': { types: `./types/${types}`, default: './index.js' },
      './react': { types: `./types/${reactTypes}`, default: './react.js' },
      './element': { types: `./types/${elementTypes}`, default: './element.js' },
    },
    files: ['index.js', 'react.js', 'element.js', 'types'],
    dependencies: { 'idb-keyval': root.dependencies['idb-keyval'] },
    peerDependencies: { react: '>=18' },
    peerDependenciesMeta: { react: { optional: true } },
  }
  await Promise.all([
    writeFile(join(outDir, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`),
    cp(inRepository('LICENSE'), join(outDir, 'LICENSE')),
    cp(inRepository('sdk', 'README.md'), join(outDir, 'README.md')),
    build({
      entryPoints: {
        index: inRepository('sdk/index.ts'),
        react: inRepository('sdk/react/index.ts'),
        element: inRepository('sdk/element/index.ts'),
      },
      outdir: outDir,
      bundle: true,
      format: 'esm',
      target: 'es2022',
      external: ['idb-keyval', 'react'],
      tsconfigRaw: {},
      logLevel: 'warning',
    }),
  ])
}
