import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { build, type Plugin, transform } from 'esbuild'
import { minify } from 'terser'
import { inRepository } from './repository.ts'

const target = ['es2022', 'chrome123', 'firefox120', 'safari17.5']

/** Style sheets become texts for `adoptedStyleSheets`, as small as style sheets that are files. */
const cssTexts: Plugin = {
  name: 'css-texts',
  setup: (hooks) => {
    hooks.onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const { code } = await transform(await readFile(path, 'utf8'), { loader: 'css', minify: true, target })
      return { contents: code.trim(), loader: 'text' }
    })
  },
}

/** Writes the inspector as one script, which `edgewise.debug()` loads. */
export async function buildInspector(outFile: string): Promise<void> {
  const { outputFiles } = await build({
    entryPoints: [inRepository('sdk/inspector/index.ts')],
    bundle: true,
    format: 'iife',
    target,
    minify: true,
    write: false,
    plugins: [cssTexts],
    logLevel: 'warning',
  })
  const { code = '' } = await minify(outputFiles[0]?.text ?? '', { ecma: 2020, compress: { passes: 2 } })
  await mkdir(dirname(outFile), { recursive: true })
  await writeFile(outFile, `${code}\n`)
}
