import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { inRepository } from '../repository.ts'
import { runCommand } from '../run-command.ts'

/**
 * Writes the declarations that can be reached from a module, and nothing else: who uses the package sees its interface,
 * not its inside. Answers the path of the module's own declarations below `outDir`.
 *
 * Fails where one of them needs a package that is not among `peers`: the SDK's types have no dependency.
 */
export async function writeDeclarations(
  entry: string,
  outDir: string,
  peers: readonly string[] = [],
): Promise<string> {
  const emitted = await mkdtemp(join(tmpdir(), 'edgewise-types-'))
  try {
    await emit(entry, emitted)
    const first = relative(inRepository(), entry).replace(/\.ts$/, '.d.ts')
    const seen = new Set<string>()
    const todo = [first]
    for (let path = todo.pop(); path !== undefined; path = todo.pop()) {
      if (seen.has(path)) continue
      seen.add(path)
      const text = await readFile(join(emitted, path), 'utf8')
      for (const [, specifier = ''] of text.matchAll(/from '([^']+)'/g)) {
        if (peers.includes(specifier)) continue
        if (!specifier.startsWith('.')) throw new Error(`${path} needs the types of ${specifier}`)
        todo.push(join(dirname(path), specifier.replace(/\.ts$/, '.d.ts')))
      }
      const target = join(outDir, path)
      await mkdir(dirname(target), { recursive: true })
      await writeFile(target, text.replaceAll(/(from '\.[^']+)\.ts'/g, `$1.js'`))
    }
    return first
  } finally {
    await rm(emitted, { recursive: true, force: true })
  }
}

async function emit(entry: string, outDir: string): Promise<void> {
  const project = join(outDir, 'tsconfig.json')
  const config = {
    extends: inRepository('tsconfig.base.json'),
    compilerOptions: {
      composite: false,
      lib: ['es2023', 'dom', 'dom.iterable'],
      rootDir: inRepository(),
      outDir,
    },
    files: [entry],
  }
  await writeFile(project, JSON.stringify(config))
  const { ok, output } = await runCommand('tsc', ['-p', project])
  if (!ok) throw new Error(`The SDK's types do not compile:\n${output}`)
}
