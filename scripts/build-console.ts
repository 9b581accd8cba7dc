import { build } from 'vite'
import { inRepository } from './repository.ts'

/** Writes the console: a page, and files whose names change with what is in them. */
export async function buildConsole(outDir: string): Promise<void> {
  await build({
    configFile: false,
    root: inRepository('console'),
    base: '/console/',
    // it warns of the theme's script, which is none of a bundle, and of every "use client" of every package
    logLevel: 'error',
    build: {
      outDir,
      emptyOutDir: true,
      assetsDir: 'files',
      // What the styles use: nesting, light-dark(), range media queries.
      target: ['es2022', 'chrome123', 'firefox120', 'safari17.5'],
      modulePreload: { polyfill: false },
      // a font inside a style sheet is no file of this origin
      assetsInlineLimit: 0,
      reportCompressedSize: false,
    },
  })
}
