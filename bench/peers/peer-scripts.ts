import { readFile } from 'node:fs/promises'
import { build } from 'esbuild'
import { inRepository } from '../../scripts/repository.ts'

const BUNDLED = ['segment', 'uniform', 'croct', 'ninetailed'] as const
const SHIPPED = {
  growthbook: '@growthbook/growthbook/dist/bundles/auto.min.js',
  posthog: 'posthog-js/dist/array.js',
} as const

export type Peer = (typeof BUNDLED)[number] | keyof typeof SHIPPED

/** What each peer puts into a page: the file that its maker ships for the script tag, or its smallest realistic use, bundled. */
export async function peerScripts(): Promise<Readonly<Record<Peer, string>>> {
  const bundles = BUNDLED.map(async (peer) => {
    const { outputFiles } = await build({
      entryPoints: [inRepository('bench', 'peers', `${peer}.js`)],
      bundle: true,
      minify: true,
      format: 'iife',
      target: 'es2022',
      define: { 'process.env.NODE_ENV': '"production"', global: 'globalThis' },
      write: false,
      logLevel: 'error',
    })
    return [peer, outputFiles[0]!.text] as const
  })
  const shipped = Object.entries(SHIPPED).map(async ([peer, path]) => {
    const text = await readFile(inRepository('bench', 'peers', 'node_modules', path), 'utf8')
    return [peer, text.replace(/\n?\/\/# sourceMappingURL=.*\s*$/, '')] as const
  })
  // `as`: one entry for each
  return Object.fromEntries(await Promise.all([...bundles, ...shipped])) as Readonly<Record<Peer, string>>
}
