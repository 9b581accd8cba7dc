import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { build } from 'esbuild'
import { inRepository } from '../../../scripts/repository.ts'
import { runCommand } from '../../../scripts/run-command.ts'

/** A reader's project: a guide's files, and the packages that they name. */
export interface Project {
  readonly directory: string
  /** One file for browsers. */
  bundle(entry: string): Promise<string>
  /** Fails with what the compiler says. */
  checkTypes(options?: object): Promise<void>
  remove(): Promise<void>
}

/** Writes the files into a folder of their own, with these packages beside `edgewise`, which is the built one. */
export async function createProject(
  files: Readonly<Record<string, string>>,
  packages: readonly string[] = [],
): Promise<Project> {
  const directory = await mkdtemp(join(tmpdir(), 'edgewise-guide-'))
  const link = async (target: string, name: string): Promise<void> => {
    const place = join(directory, 'node_modules', name)
    await mkdir(dirname(place), { recursive: true })
    await symlink(target, place)
  }
  await link(inRepository('dist', 'npm'), 'edgewise')
  for (const name of packages) await link(inRepository('node_modules', name), name)
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(directory, path)), { recursive: true })
    await writeFile(join(directory, path), text)
  }
  return {
    directory,
    bundle: async (entry) => {
      const { outputFiles } = await build({
        entryPoints: [join(directory, entry)],
        bundle: true,
        format: 'esm',
        target: 'es2022',
        jsx: 'automatic',
        write: false,
        logLevel: 'warning',
        define: { 'process.env.NODE_ENV': '"production"' },
      })
      return outputFiles[0]!.text
    },
    checkTypes: async (options = {}) => {
      const config = {
        compilerOptions: {
          module: 'esnext',
          moduleResolution: 'bundler',
          target: 'es2022',
          lib: ['es2022', 'dom', 'dom.iterable'],
          types: [],
          jsx: 'react-jsx',
          strict: true,
          exactOptionalPropertyTypes: true,
          skipLibCheck: true,
          noEmit: true,
          ...options,
        },
        exclude: ['build', 'node_modules'],
      }
      await writeFile(join(directory, 'tsconfig.json'), JSON.stringify(config))
      const { ok, output } = await runCommand('tsc', ['-p', directory])
      if (!ok) throw new Error(output)
    },
    remove: () => rm(directory, { recursive: true, force: true }),
  }
}
