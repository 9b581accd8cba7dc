import { cp, mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { build } from 'esbuild'
import { renderPages } from '../demo-site/pages/render-pages.ts'
import { inRepository } from './repository.ts'

/** Writes the demo shop as plain files: its pages, one script, one style sheet, images and fonts. */
export async function buildDemoSite(outDir: string): Promise<void> {
  await Promise.all([
    writePages(outDir),
    build({
      entryPoints: [inRepository('demo-site/browser/shop.ts'), inRepository('demo-site/styles/shop.css')],
      entryNames: '[name]',
      outdir: outDir,
      bundle: true,
      minify: true,
      format: 'iife',
      // What the styles use: nesting, light-dark(), range media queries.
      target: ['es2022', 'chrome123', 'firefox120', 'safari17.5'],
      external: ['/fonts/*', '/images/*'],
      logLevel: 'warning',
    }),
    cp(inRepository('demo-site/images'), join(outDir, 'images'), { recursive: true }),
    cp(inRepository('demo-site/fonts'), join(outDir, 'fonts'), { recursive: true }),
  ])
}

async function writePages(outDir: string): Promise<void> {
  for (const [path, document] of renderPages()) {
    const file = join(outDir, path)
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, document)
  }
}
