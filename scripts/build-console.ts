import { writeFile } from 'node:fs/promises'
import { relative } from 'node:path'
import { build, type Rolldown } from 'vite'
import { inRepository } from './repository.ts'

/** A file of scripts of the built console. */
export interface ConsoleChunk {
  readonly file: string
  /** The source that it is loaded for, from the root; null: others import it. */
  readonly of: string | null
  /** Whether the page itself loads it. */
  readonly isEntry: boolean
  /** The chunks that it cannot run without. */
  readonly imports: readonly string[]
}

/** Writes the console: a page, and files whose names change with what is in them; and what loads what. */
export async function buildConsole(outDir: string, chunksFile: string): Promise<void> {
  const built = await asProduction(() =>
    build({
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
    }),
  )
  // `as`: one configuration that does not watch gives one output
  const { output } = built as Rolldown.RolldownOutput
  await writeFile(chunksFile, `${JSON.stringify(output.flatMap(chunkOf), null, 2)}\n`)
}

/** Vite looks into the environment, and tests have another one: React would be its own development build. */
async function asProduction<T>(run: () => Promise<T>): Promise<T> {
  const before = process.env['NODE_ENV']
  process.env['NODE_ENV'] = 'production'
  try {
    return await run()
  } finally {
    if (before === undefined) delete process.env['NODE_ENV']
    else process.env['NODE_ENV'] = before
  }
}

function chunkOf(file: Rolldown.OutputChunk | Rolldown.OutputAsset): ConsoleChunk[] {
  if (file.type !== 'chunk') return []
  const { fileName, facadeModuleId, isEntry, imports } = file
  const of = facadeModuleId === null ? null : relative(inRepository(), facadeModuleId)
  return [{ file: fileName, of, isEntry, imports }]
}
