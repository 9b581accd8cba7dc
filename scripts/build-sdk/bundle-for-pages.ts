import { build } from 'esbuild'
import { minify } from 'terser'
import { inRepository } from '../repository.ts'
import { shortNames } from './short-names.ts'

export interface PageBundle {
  /** A file of the repository, or source text that imports from it. */
  readonly entry: string | { readonly source: string }
  /** A classic script, or a module that is loaded by `import()`. */
  readonly format: 'iife' | 'esm'
  /** Whether it is one of the files that the script tag loads, which share short names. @default false */
  readonly isOurs?: boolean
  /** Packages that the page has already. @default none */
  readonly external?: readonly string[]
}

/** One file for browsers, as small as two minifiers make it: terser takes some 3 % off what esbuild leaves. */
export async function bundleForPages({
  entry,
  format,
  isOurs = false,
  external = [],
}: PageBundle): Promise<string> {
  const { outputFiles } = await build({
    ...(typeof entry === 'string'
      ? { entryPoints: [inRepository(entry)] }
      : { stdin: { contents: entry.source, resolveDir: inRepository(), loader: 'ts' } }),
    // Sources that a measurement wrote elsewhere find packages here
    nodePaths: [inRepository('node_modules')],
    bundle: true,
    external: [...external],
    minify: true,
    ...(isOurs && shortNames),
    format,
    target: 'es2022',
    // Not ours: it would add "use strict" to code that types have already checked
    tsconfigRaw: {},
    write: false,
    logLevel: 'warning',
  })
  const { code } = await minify(outputFiles[0]?.text ?? '', {
    ecma: 2020,
    module: format === 'esm',
    toplevel: true,
    // What came out smallest of all combinations
    compress: {
      passes: 2,
      unsafe: true,
      unsafe_arrows: true,
      unsafe_math: true,
      hoist_funs: true,
      conditionals: false,
    },
  })
  if (!code) throw new Error(`Nothing is left of ${JSON.stringify(entry)}`)
  return code
}
